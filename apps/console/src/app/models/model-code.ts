import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButtonToggle, MatButtonToggleGroup } from '@angular/material/button-toggle';
import { CodeBlock } from '../code/code-block';
import { BASE_URL } from '../shell/base-url';
import { type Language, LANGUAGES, snippet } from './snippets';

/** The code that calls a model through this gateway. */
@Component({
  selector: 'app-model-code',
  imports: [CodeBlock, MatButtonToggle, MatButtonToggleGroup],
  template: `
    @if (code(); as text) {
      <mat-button-toggle-group
        aria-label="Language"
        hideSingleSelectionIndicator
        [value]="language()"
        (valueChange)="language.set($event)"
      >
        @for (one of languages; track one) {
          <mat-button-toggle [value]="one">{{ one }}</mat-button-toggle>
        }
      </mat-button-toggle-group>
      <app-code-block [code]="text" [label]="language() + ' code'" />
      <p class="hint note">
        Any OpenAI SDK works: set the base URL and use a key of this gateway. The first key was shown in the terminal at
        the first start.
      </p>
    } @else {
      <p class="hint">Nuvra lists {{ kind() }} models with their prices, but has no API for them yet.</p>
    }
  `,
  styleUrl: './section.scss',
  styles: `
    app-code-block {
      margin-top: 12px;
    }
  `,
})
export class ModelCode {
  readonly id = input.required<string>();
  readonly kind = input.required<string>();
  private readonly baseUrl = inject(BASE_URL);
  protected readonly languages = LANGUAGES;
  protected readonly language = signal<Language>('curl');
  protected readonly code = computed(() =>
    snippet(this.kind(), this.language(), { baseUrl: this.baseUrl, model: this.id() }),
  );
}
