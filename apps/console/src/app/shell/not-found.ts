import { Component } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

/** For an address at which there is no page. */
@Component({
  imports: [MatButton, RouterLink],
  template: `
    <h1>Page not found</h1>
    <p>There is nothing at this address.</p>
    <a matButton="outlined" routerLink="/models">Show all models</a>
  `,
  styles: `
    :host {
      display: block;
      padding: 32px var(--nv-gutter);
    }
    h1 {
      font: var(--mat-sys-title-medium);
    }
    p {
      margin: 4px 0 16px;
      color: var(--mat-sys-on-surface-variant);
      font: var(--mat-sys-body-large);
    }
  `,
})
export default class NotFound {}
