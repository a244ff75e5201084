import { Component, computed, inject } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { MatTooltip } from '@angular/material/tooltip';
import { Icon } from '../icon/icon';
import { COLOR_SCHEMES, ColorScheme, type ColorSchemeName } from './color-scheme';
import { type IconName } from '../icon/icons';

const LOOKS = {
  system: { label: 'System', icon: 'monitor' },
  light: { label: 'Light', icon: 'sun' },
  dark: { label: 'Dark', icon: 'moon' },
} as const satisfies Record<ColorSchemeName, { label: string; icon: IconName }>;

/** Chooses between light, dark, and what the system says. */
@Component({
  selector: 'app-theme-menu',
  imports: [Icon, MatIconButton, MatMenu, MatMenuItem, MatMenuTrigger, MatTooltip],
  template: `
    <button matIconButton [matMenuTriggerFor]="menu" [attr.aria-label]="'Theme: ' + look().label" matTooltip="Theme">
      <app-icon [name]="look().icon" />
    </button>
    <mat-menu #menu xPosition="before">
      @for (name of names; track name) {
        <button
          mat-menu-item
          class="option"
          role="menuitemradio"
          [attr.aria-checked]="scheme.name() === name"
          (click)="scheme.name.set(name)"
        >
          <span class="item">
            <app-icon [name]="looks[name].icon" />
            <span>{{ looks[name].label }}</span>
            @if (scheme.name() === name) {
              <app-icon name="check" />
            }
          </span>
        </button>
      }
    </mat-menu>
  `,
  styles: `
    .option {
      min-height: var(--nv-control);
    }
    .item {
      display: grid;
      grid-template-columns: 16px 88px 16px;
      gap: 8px;
      align-items: center;
    }
  `,
})
export class ThemeMenu {
  protected readonly scheme = inject(ColorScheme);
  protected readonly names = COLOR_SCHEMES;
  protected readonly looks = LOOKS;
  protected readonly look = computed(() => LOOKS[this.scheme.name()]);
}
