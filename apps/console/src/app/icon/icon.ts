import { Component, effect, ElementRef, inject, input } from '@angular/core';
import { type IconName, ICONS } from './icons';

/**
 * One icon in the colour of the text, as large as `--icon-size` or else 16 px. Decoration: what it means is said in words beside it.
 * The drawing is parsed as XML from our own bundle and put in as nodes, so no HTML is trusted and no sanitizer bypassed.
 */
@Component({
  selector: 'app-icon',
  template: '',
  styles: `
    :host {
      display: inline-flex;
      flex: none;
      width: var(--icon-size, 16px);
      height: var(--icon-size, 16px);
    }
    :host([matButtonIcon]) {
      margin: 0 8px 0 -2px;
    }
    :host([iconPositionEnd]) {
      margin: 0 -2px 0 8px;
    }
  `,
  host: { 'aria-hidden': 'true' },
})
export class Icon {
  readonly name = input.required<IconName>();

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    effect(() => host.replaceChildren(draw(this.name()).cloneNode(true)));
  }
}

const drawn = new Map<IconName, Element>();

function draw(name: IconName): Element {
  const known = drawn.get(name);
  if (known) return known;
  const svg = new DOMParser().parseFromString(ICONS[name], 'image/svg+xml').documentElement;
  svg.setAttribute('width', '100%');
  svg.setAttribute('height', '100%');
  svg.setAttribute('stroke-width', '1.75');
  drawn.set(name, svg);
  return svg;
}
