import { Component, output } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatTooltip } from '@angular/material/tooltip';
import { RouterLink } from '@angular/router';
import { Icon } from '../icon/icon';
import { ThemeMenu } from '../theme/theme-menu';
import { Mark } from './mark';

/** What every page offers at the top. */
@Component({
  selector: 'app-top-bar',
  imports: [Icon, Mark, MatIconButton, MatTooltip, RouterLink, ThemeMenu],
  template: `
    <button matIconButton class="menu" aria-label="Open navigation" (click)="openMenu.emit()">
      <app-icon name="menu" />
    </button>
    <a class="home" routerLink="/" aria-label="Nuvra, home"><app-mark /></a>
    <span class="space"></span>
    <a matIconButton href="/docs" aria-label="API reference" matTooltip="API reference">
      <app-icon name="book-open" />
    </a>
    <app-theme-menu />
  `,
  styleUrl: './top-bar.scss',
  host: { role: 'banner' },
})
export class TopBar {
  readonly openMenu = output();
}
