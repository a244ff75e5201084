import { Component } from '@angular/core';

/** Nuvra's mark: an N of one stroke. */
@Component({
  selector: 'app-mark',
  template: `
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
      <rect width="24" height="24" rx="6" />
      <path d="M6.5 17V9.8c0-3.6 4.2-3.9 5.5-.9l1.6 3.8c1.2 2.9 4.4 2.3 4.4-1.3V7" />
    </svg>
  `,
  styles: `
    svg {
      display: block;
    }
    rect {
      fill: var(--mat-sys-primary);
    }
    path {
      fill: none;
      stroke: var(--mat-sys-on-primary);
      stroke-width: 2.4;
      stroke-linecap: round;
    }
  `,
})
export class Mark {}
