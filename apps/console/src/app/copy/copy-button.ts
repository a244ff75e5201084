import { LiveAnnouncer } from '@angular/cdk/a11y';
import { Clipboard } from '@angular/cdk/clipboard';
import { Component, DestroyRef, inject, input, signal } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { Icon } from '../icon/icon';

/** How long the button says that it has copied. */
const CONFIRM_MS = 1_500;

/** Copies a text and says so, to eyes and to screen readers. Works over plain HTTP too, where browsers have no clipboard API. */
@Component({
  selector: 'app-copy-button',
  imports: [Icon, MatIconButton],
  template: `
    <button
      matIconButton
      type="button"
      [attr.aria-label]="label()"
      [attr.tabindex]="tabIndex()"
      [class.copied]="copied()"
      (click)="copy()"
    >
      <app-icon [name]="copied() ? 'check' : 'copy'" />
    </button>
  `,
  styles: `
    :host {
      display: inline-flex;
    }
    button {
      --mat-icon-button-icon-color: var(--mat-sys-on-surface-variant);
    }
    .copied {
      --mat-icon-button-icon-color: var(--nv-success);
    }
  `,
})
export class CopyButton {
  readonly text = input.required<string>();
  readonly label = input.required<string>();
  readonly tabIndex = input<number>();

  private readonly clipboard = inject(Clipboard);
  private readonly announcer = inject(LiveAnnouncer);
  protected readonly copied = signal(false);
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
  }

  protected copy(): void {
    const copied = this.clipboard.copy(this.text());
    void this.announcer.announce(copied ? 'Copied' : 'Your browser did not allow copying');
    this.copied.set(copied);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.copied.set(false), CONFIRM_MS);
  }
}
