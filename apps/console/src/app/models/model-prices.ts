import { Component, computed, input, linkedSignal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { type EndpointDto } from '@nuvra/api-client';
import { Icon } from '../icon/icon';
import { formatDate } from './amounts';
import { priceGroups } from './price-rows';

/** All that an endpoint charges for, under which condition, and where that was read. */
@Component({
  selector: 'app-model-prices',
  imports: [Icon, MatButton, MatMenu, MatMenuItem, MatMenuTrigger],
  templateUrl: './model-prices.html',
  styleUrl: './section.scss',
  styles: `
    .endpoint {
      display: flex;
      gap: 8px;
      align-items: center;
      margin-bottom: 8px;
    }
    .chosen {
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .option {
      min-height: var(--nv-control);
    }
    .item {
      display: grid;
      grid-template-columns: 1fr 16px;
      gap: 0 16px;
      align-items: center;
    }
    .item code,
    .chosen code {
      color: var(--mat-sys-on-surface-variant);
      font: var(--nv-mono-medium);
    }
    .missing {
      color: var(--mat-sys-on-surface-variant);
    }
    .per {
      width: 150px;
      color: var(--mat-sys-on-surface-variant);
      white-space: nowrap;
    }
  `,
})
export class ModelPrices {
  readonly endpoints = input.required<readonly EndpointDto[]>();

  /** Which endpoint's; the first is the one tried first. */
  protected readonly chosen = linkedSignal<readonly EndpointDto[], EndpointDto | undefined>({
    source: this.endpoints,
    computation: (endpoints) => endpoints[0],
  });
  protected readonly price = computed(() => this.chosen()?.price ?? undefined);
  protected readonly groups = computed(() => {
    const price = this.price();
    return price ? priceGroups(price) : [];
  });
  protected readonly origin = computed(() => {
    const price = this.price();
    if (!price) return '';
    const source = URL.canParse(price.source) ? new URL(price.source).host : price.source;
    return `Version ${price.version}, in force since ${formatDate(price.effectiveFrom.slice(0, 10))} (UTC). Read from ${source}, ${formatDate(price.sourceDate)}.`;
  });
}
