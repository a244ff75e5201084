import { Component, type ElementRef, inject, viewChild } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterOutlet } from '@angular/router';
import { filter, map } from 'rxjs';
import { Rail } from './shell/rail';
import { TopBar } from './shell/top-bar';
import { ColorScheme } from './theme/color-scheme';

/** The frame around every page: rail, top bar, and on a phone a drawer in place of the rail. */
@Component({
  selector: 'app-root',
  imports: [Rail, RouterOutlet, TopBar],
  templateUrl: './app.html',
  styleUrl: './app.scss',
})
export class App {
  private readonly drawer = viewChild.required<ElementRef<HTMLDialogElement>>('drawer');

  constructor() {
    // Made here, so that the choice holds from the first page on.
    inject(ColorScheme);
    toSignal(
      inject(Router).events.pipe(
        filter((event) => event instanceof NavigationEnd),
        map(() => this.closeDrawer()),
      ),
    );
  }

  protected openDrawer(): void {
    this.drawer().nativeElement.showModal();
  }

  protected closeDrawer(): void {
    this.drawer().nativeElement.close();
  }

  /** A click beside the drawer is one on the dialog itself, since its content fills it. */
  protected closeOnBackdrop(event: Event): void {
    if (event.target === this.drawer().nativeElement) this.closeDrawer();
  }
}
