import { Component, computed, input } from '@angular/core';
import { type EndpointDto, type ModelDto } from '@nuvra/api-client';
import { Icon } from '../icon/icon';
import { formatDate, formatPrice, formatTokens } from './amounts';

/** The facts that decide, and who serves the model, in the order in which they are tried. */
@Component({
  selector: 'app-model-endpoints',
  imports: [Icon],
  templateUrl: './model-endpoints.html',
  styleUrl: './section.scss',
})
export class ModelEndpoints {
  readonly model = input.required<ModelDto>();

  protected readonly facts = computed(() => {
    const { contextTokens, maxOutputTokens, knowledge, releaseDate } = this.model();
    const tokens = (count: number | null) => (count === null ? { value: '—', unit: '' } : formatTokens(count));
    return [
      { name: 'Context', ...tokens(contextTokens) },
      { name: 'Max output', ...tokens(maxOutputTokens) },
      { name: 'Knowledge', value: knowledge === null ? '—' : formatDate(knowledge.slice(0, 7)), unit: '' },
      { name: 'Released', value: releaseDate === null ? '—' : formatDate(releaseDate), unit: '' },
    ];
  });

  protected readonly endpoints = computed(() =>
    this.model().endpoints.map((endpoint) => ({
      ...endpoint,
      input: standardPrice(endpoint, 'inputTokens'),
      output: standardPrice(endpoint, 'outputTokens'),
    })),
  );
}

function standardPrice({ price }: EndpointDto, unit: string): string {
  const component = price?.components.find(
    (one) =>
      one.unit === unit &&
      one.inputTokensAbove === undefined &&
      one.serviceTier === undefined &&
      one.speed === undefined,
  );
  return formatPrice(component?.nanoUsdPerMillion);
}
