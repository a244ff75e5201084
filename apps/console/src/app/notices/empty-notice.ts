import { Component, input } from '@angular/core';
import { Icon } from '../icon/icon';
import { type IconName } from '../icon/icons';

/** Says why there is nothing; what to do about it is put inside. */
@Component({
  selector: 'app-empty-notice',
  imports: [Icon],
  template: `
    <app-icon [name]="icon()" />
    <h2>{{ title() }}</h2>
    <p>{{ explanation() }}</p>
    <ng-content />
  `,
  styleUrl: './notice.scss',
})
export class EmptyNotice {
  readonly icon = input.required<IconName>();
  readonly title = input.required<string>();
  readonly explanation = input.required<string>();
}
