import { Component, computed, input } from '@angular/core';
import { type ModelDto } from '@nuvra/api-client';
import { CAPABILITIES } from './capabilities';

/** What else the catalogue knows of a model. */
@Component({
  selector: 'app-model-about',
  template: `
    <dl class="facts">
      @for (fact of facts(); track fact.name) {
        <dt>{{ fact.name }}</dt>
        <dd>{{ fact.value }}</dd>
      }
      <dt>Aliases</dt>
      <dd>
        @for (alias of model().aliases; track alias) {
          <code>{{ alias }}</code>
        } @empty {
          none
        }
      </dd>
    </dl>
  `,
  styleUrl: './section.scss',
})
export class ModelAbout {
  readonly model = input.required<ModelDto>();

  protected readonly facts = computed(() => {
    const model = this.model();
    const capabilities = CAPABILITIES.filter(({ has }) => has(model)).map(({ label }) => label);
    return [
      { name: 'Author', value: model.author },
      { name: 'Kind', value: model.kind },
      { name: 'Family', value: model.family ?? '—' },
      { name: 'Takes', value: model.inputModalities.join(', ') || '—' },
      { name: 'Gives', value: model.outputModalities.join(', ') || '—' },
      { name: 'Capabilities', value: capabilities.join(', ') || '—' },
      { name: 'Open weights', value: model.openWeights === null ? '—' : model.openWeights ? 'yes' : 'no' },
    ];
  });
}
