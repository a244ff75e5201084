import {
  afterNextRender,
  afterRenderEffect,
  Component,
  computed,
  type ElementRef,
  inject,
  Injector,
  input,
  linkedSignal,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { type ModelSummaryDto } from '@nuvra/api-client';
import { CopyButton } from '../copy/copy-button';
import { Icon } from '../icon/icon';
import { firstSortOf, type Sort, type SortKey } from './model-query';
import { toModelRow } from './model-row';
import { rowWindow } from './row-window';

interface Column {
  readonly label: string;
  readonly name: string;
  readonly sort?: SortKey;
  readonly numeric?: true;
}

const COLUMNS: readonly Column[] = [
  { label: 'Model', name: 'model', sort: 'name' },
  { label: 'Input /M', name: 'input', sort: 'input', numeric: true },
  { label: 'Output /M', name: 'output', sort: 'output', numeric: true },
  { label: 'Context', name: 'context', sort: 'context', numeric: true },
  { label: 'Max output', name: 'max-output', sort: 'max-output', numeric: true },
  { label: 'Capabilities', name: 'capabilities' },
  { label: 'Providers', name: 'providers', sort: 'providers', numeric: true },
  { label: 'Status', name: 'status', sort: 'status' },
];

/** How many rows Page Up and Page Down pass. */
const PAGE = 10;

/**
 * The list of models. Only the rows near the window are in the document; the one that has the keyboard's focus stays there wherever the
 * list is scrolled, so that focus is never lost.
 */
@Component({
  selector: 'app-model-table',
  imports: [CopyButton, Icon, RouterLink],
  templateUrl: './model-table.html',
  styleUrl: './model-table.scss',
})
export class ModelTable {
  readonly models = input.required<readonly ModelSummaryDto[]>();
  readonly loading = input(false);
  readonly selectedId = input<string>();
  readonly sort = input.required<Sort>();
  readonly sortChange = output<Sort>();
  /** Keyboard focus has gone to the row of this model. */
  readonly moved = output<string>();

  private readonly injector = inject(Injector);
  private readonly scroller = viewChild.required<ElementRef<HTMLElement>>('scroller');
  private readonly rowsElement = viewChild<ElementRef<HTMLElement>>('rowsElement');
  protected readonly columns = COLUMNS;
  protected readonly skeletons = Array.from({ length: 12 }, (_, index) => index);
  protected readonly window = rowWindow(this.rowsElement);

  /** The row that Tab reaches: the last one focused or selected, else the first. */
  protected readonly activeIndex = linkedSignal<{ models: readonly ModelSummaryDto[]; id: string | undefined }, number>(
    {
      source: () => ({ models: this.models(), id: this.selectedId() }),
      computation: ({ models, id }) => Math.max(0, id === undefined ? 0 : models.findIndex((model) => model.id === id)),
    },
  );

  /** Only where the pointer or the focus is has a row its copy button: a button for each row would cost more than the rest of it. */
  protected readonly hoveredIndex = signal<number | undefined>(undefined);

  protected readonly rows = computed(() => {
    const models = this.models();
    const { first, end } = this.window();
    const active = this.activeIndex();
    const drawn = models.slice(first, end).map((model, index) => toModelRow(model, first + index));
    const activeModel = models[active];
    if (activeModel && (active < first || active >= end)) drawn.push(toModelRow(activeModel, active));
    return drawn;
  });

  constructor() {
    // Who comes by a model's own URL finds it in the list, too.
    const shown = afterRenderEffect(() => {
      const rows = this.rowsElement();
      if (!rows) return;
      const index = this.activeIndex();
      if (index > 0) this.rowAt(index)?.scrollIntoView({ block: 'center' });
      shown.destroy();
    });
  }

  /** Moves the keyboard's focus to a model's row, and the row into view. */
  focusRow(id: string): void {
    const index = this.models().findIndex((model) => model.id === id);
    if (index >= 0) this.focusIndex(index);
  }

  focusFirst(): void {
    this.focusIndex(0);
  }

  scrollToTop(): void {
    const scroller = this.scroller().nativeElement;
    if (scroller.scrollTop > 0) scroller.scrollTo({ top: 0 });
  }

  protected sortBy(key: SortKey): void {
    const { key: current, descending } = this.sort();
    this.sortChange.emit(current === key ? { key, descending: !descending } : firstSortOf(key));
  }

  protected ariaSort({ sort }: Column): 'ascending' | 'descending' | null {
    const { key, descending } = this.sort();
    return sort === key ? (descending ? 'descending' : 'ascending') : null;
  }

  protected onKeyDown(event: KeyboardEvent): void {
    const last = this.models().length - 1;
    const target = targetOf(event.key, this.activeIndex(), last);
    if (target === undefined || last < 0) return;
    event.preventDefault();
    const index = Math.min(last, Math.max(0, target));
    this.focusIndex(index);
    const model = this.models()[index];
    if (model) this.moved.emit(model.id);
  }

  /** The head is row 1. */
  private rowAt(index: number): HTMLElement | null | undefined {
    return this.rowsElement()?.nativeElement.querySelector<HTMLElement>(`[aria-rowindex="${index + 2}"]`);
  }

  private focusIndex(index: number): void {
    this.activeIndex.set(index);
    // The row may have to be drawn first.
    afterNextRender(
      () => {
        const row = this.rowAt(index);
        row?.scrollIntoView({ block: 'nearest' });
        row?.querySelector<HTMLElement>('a')?.focus({ preventScroll: true });
      },
      { injector: this.injector },
    );
  }
}

function targetOf(key: string, index: number, last: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return index + 1;
    case 'ArrowUp':
      return index - 1;
    case 'PageDown':
      return index + PAGE;
    case 'PageUp':
      return index - PAGE;
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
