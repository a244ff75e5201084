import { Component, computed, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { CopyButton } from '../copy/copy-button';
import { Icon } from '../icon/icon';
import { failureOf } from './failure';

/** Says what happened, under which request id, and offers to try again. */
@Component({
  selector: 'app-failure-notice',
  imports: [CopyButton, Icon, MatButton],
  template: `
    <app-icon name="circle-alert" />
    <h2>{{ title() }}</h2>
    <p>{{ failure().message }}</p>
    @if (failure().requestId; as requestId) {
      <div class="request">
        <code>{{ requestId }}</code>
        <app-copy-button [text]="requestId" label="Copy request id" />
      </div>
    }
    <button matButton="filled" (click)="tryAgain.emit()">
      <app-icon matButtonIcon name="rotate-cw" />
      Try again
    </button>
  `,
  styleUrl: './notice.scss',
  host: { role: 'alert', class: 'error' },
})
export class FailureNotice {
  readonly title = input.required<string>();
  readonly error = input.required<unknown>();
  readonly tryAgain = output();
  protected readonly failure = computed(() => failureOf(this.error()));
}
