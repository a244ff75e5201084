import { Component, type ElementRef, inject, viewChild } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { Rail } from './shell/rail';
import { TopBar } from './shell/top-bar';
import { ColorScheme } from './theme/color-scheme';

/** The frame around every page: rail, top bar, and on a phone a drawer in place of the rail. */
@Component({
  selector: 'app-root',
  imports: [Rail, RouterOutlet, TopBar],
  templateUrl: './app.html',
  styleUrl: './app.scss',
  host: { '(click)': 'closeDrawerAfter($event)' },
})
export class App {
  private readonly drawer = viewChild.required<ElementRef<HTMLDialogElement>>('drawer');

  constructor() {
    // Made here, so that the choice holds from the first page on.
    inject(ColorScheme);
  }

  protected openDrawer(): void {
    this.drawer().nativeElement.showModal();
  }

  /** Following a link of the drawer closes it, and so does a click beside it, which is one on the dialog itself. */
  protected closeDrawerAfter({ target }: Event): void {
    const drawer = this.drawer().nativeElement;
    if (!drawer.open || !(target instanceof Element)) return;
    if (target === drawer || target.closest('a')) drawer.close();
  }
}
