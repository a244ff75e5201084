import {
  afterNextRender,
  afterRenderEffect,
  DestroyRef,
  type ElementRef,
  inject,
  type Signal,
  signal,
} from '@angular/core';

/** The rows that are worth drawing: a half-open range of indexes, and the height of each in px. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
  readonly rowHeight: number;
}

/** Rows drawn beyond either edge; the window moves in steps of as many, so that most scroll events change nothing. */
const STEP = 6;

/**
 * Follows which rows of a long list are within the browser's window, whichever ancestor scrolls. The element has the height of all rows, and
 * says in `--nv-row` how high one is. To be called where injection is possible.
 */
export function rowWindow(element: Signal<ElementRef<HTMLElement> | undefined>): Signal<RowWindow> {
  const current = signal<RowWindow>({ first: 0, end: 5 * STEP, rowHeight: 40 }, { equal: isSame });
  const destroyed = inject(DestroyRef);

  const measure = (): void => {
    const rows = element()?.nativeElement;
    if (!rows) return;
    const rowHeight = Number.parseFloat(getComputedStyle(rows).getPropertyValue('--nv-row')) || 40;
    const { top } = rows.getBoundingClientRect();
    const firstVisible = Math.max(0, -top / rowHeight);
    const endVisible = Math.max(0, (innerHeight - top) / rowHeight);
    current.set({
      first: Math.max(0, Math.floor(firstVisible / STEP) - 1) * STEP,
      end: (Math.ceil(endVisible / STEP) + 1) * STEP,
      rowHeight,
    });
  };

  // Whenever the rows come into the document, as they do once they are loaded.
  afterRenderEffect(measure);
  afterNextRender(() => {
    const resized = new ResizeObserver(measure);
    resized.observe(document.body);
    // Scrolling does not bubble, but it can be caught on its way down.
    document.addEventListener('scroll', measure, { capture: true, passive: true });
    destroyed.onDestroy(() => {
      resized.disconnect();
      document.removeEventListener('scroll', measure, { capture: true });
    });
  });
  return current.asReadonly();
}

function isSame(left: RowWindow, right: RowWindow): boolean {
  return left.first === right.first && left.end === right.end && left.rowHeight === right.rowHeight;
}
