import { DOCUMENT, effect, inject, Service, signal } from '@angular/core';

export const COLOR_SCHEMES = ['system', 'light', 'dark'] as const;
export type ColorSchemeName = (typeof COLOR_SCHEMES)[number];

/** index.html reads it too, before the first paint. */
const STORAGE_KEY = 'nuvra.theme';

/** Light or dark as the person chose, or as the system has it. Remembered in this browser. */
@Service()
export class ColorScheme {
  private readonly document = inject(DOCUMENT);
  readonly name = signal(remembered());

  constructor() {
    effect(() => this.apply(this.name()));
  }

  private apply(name: ColorSchemeName): void {
    const { dataset } = this.document.documentElement;
    if (name === 'system') delete dataset['theme'];
    else dataset['theme'] = name;
    try {
      if (name === 'system') localStorage.removeItem(STORAGE_KEY);
      else localStorage.setItem(STORAGE_KEY, name);
    } catch {
      // Storage is closed: the choice holds until the page goes.
    }
  }
}

function remembered(): ColorSchemeName {
  try {
    const name = localStorage.getItem(STORAGE_KEY);
    return COLOR_SCHEMES.find((scheme) => scheme === name) ?? 'system';
  } catch {
    return 'system';
  }
}
