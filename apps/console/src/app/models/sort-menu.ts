import { Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Icon } from '../icon/icon';
import { type Sort } from './model-query';

const ORDERS: readonly (Sort & { readonly label: string })[] = [
  { label: 'Newest', key: 'released', descending: true },
  { label: 'Name', key: 'name', descending: false },
  { label: 'Lowest input price', key: 'input', descending: false },
  { label: 'Lowest output price', key: 'output', descending: false },
  { label: 'Largest context', key: 'context', descending: true },
  { label: 'Largest output', key: 'max-output', descending: true },
  { label: 'Most providers', key: 'providers', descending: true },
  { label: 'Available first', key: 'status', descending: false },
];

/** The orders that people ask for by name; the table's heads give the rest. */
@Component({
  selector: 'app-sort-menu',
  imports: [Icon, MatButton, MatMenu, MatMenuItem, MatMenuTrigger],
  template: `
    <button matButton="outlined" [matMenuTriggerFor]="menu" [attr.aria-label]="'Sort by: ' + label()">
      <app-icon matButtonIcon name="arrow-up-down" />
      {{ label() }}
    </button>
    <mat-menu #menu xPosition="before">
      @for (order of orders; track order.label) {
        <button
          mat-menu-item
          class="option"
          role="menuitemradio"
          [attr.aria-checked]="order.label === label()"
          (click)="sortChange.emit({ key: order.key, descending: order.descending })"
        >
          <span class="item">
            {{ order.label }}
            @if (order.label === label()) {
              <app-icon name="check" />
            }
          </span>
        </button>
      }
    </mat-menu>
  `,
  styles: `
    button[matButton] {
      --mat-button-outlined-container-height: var(--nv-field);
    }
    .option {
      min-height: var(--nv-control);
    }
    .item {
      display: flex;
      gap: 16px;
      align-items: center;
      justify-content: space-between;
      min-width: 160px;
    }
  `,
})
export class SortMenu {
  readonly sort = input.required<Sort>();
  readonly sortChange = output<Sort>();
  protected readonly orders = ORDERS;

  protected label(): string {
    const { key, descending } = this.sort();
    return ORDERS.find((order) => order.key === key && order.descending === descending)?.label ?? 'By column';
  }
}
