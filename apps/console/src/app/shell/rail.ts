import { Component, inject } from '@angular/core';
import { MatTooltip } from '@angular/material/tooltip';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { CopyButton } from '../copy/copy-button';
import { Icon } from '../icon/icon';
import { BASE_URL } from './base-url';
import { Mark } from './mark';

/** Where one can go, and below it the base URL that programs use. Without its words where there is little room. */
@Component({
  selector: 'app-rail',
  imports: [CopyButton, Icon, Mark, MatTooltip, RouterLink, RouterLinkActive],
  templateUrl: './rail.html',
  styleUrl: './rail.scss',
  host: { role: 'navigation', 'aria-label': 'Main' },
})
export class Rail {
  protected readonly baseUrl = inject(BASE_URL);
  protected readonly shownBaseUrl = this.baseUrl.replace(/^https?:\/\//, '');
}
