import { Component, computed, input } from '@angular/core';
import { CopyButton } from '../copy/copy-button';
import { highlight } from './highlight';

/** Code to read and to copy. */
@Component({
  selector: 'app-code-block',
  imports: [CopyButton],
  template: `
    <pre tabindex="0" role="region" [attr.aria-label]="label()"><code
      >@for (part of parts(); track $index) {<span [class]="part.kind">{{ part.text }}</span>}</code></pre>
    <app-copy-button [text]="code()" label="Copy code" />
  `,
  styles: `
    :host {
      display: block;
      position: relative;
    }
    pre {
      margin: 0;
      padding: 16px 48px 16px 16px;
      overflow-x: auto;
      border: 1px solid var(--mat-sys-outline-variant);
      border-radius: var(--mat-sys-corner-medium);
      background: var(--mat-sys-surface-container-low);
      font: var(--nv-mono-medium);
      font-variant-ligatures: none;
    }
    code {
      font: inherit;
    }
    app-copy-button {
      position: absolute;
      top: 8px;
      right: 8px;
    }
    .word {
      color: var(--nv-code-key);
    }
    .string {
      color: var(--nv-code-string);
    }
    .number {
      color: var(--nv-code-number);
    }
  `,
})
export class CodeBlock {
  readonly code = input.required<string>();
  readonly label = input.required<string>();
  protected readonly parts = computed(() => highlight(this.code()));
}
