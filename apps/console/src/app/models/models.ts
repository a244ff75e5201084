import { Component, computed, DestroyRef, type ElementRef, inject, signal, viewChild } from '@angular/core';
import { BreakpointObserver } from '@angular/cdk/layout';
import { takeUntilDestroyed, toSignal } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { MatFormField, MatPrefix, MatSuffix } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { ActivatedRoute, NavigationEnd, Router, RouterOutlet } from '@angular/router';
import { filter, map } from 'rxjs';
import { Icon } from '../icon/icon';
import { EmptyNotice } from '../notices/empty-notice';
import { FailureNotice } from '../notices/failure-notice';
import { formatDate } from './amounts';
import { Catalogue } from './catalogue';
import { FilterBar } from './filter-bar';
import { ModelPanel } from './model-panel';
import { type ModelQuery, parseQuery, toParams, withoutFilters } from './model-query';
import { ModelTable } from './model-table';
import { filterModels, indexModels, sortModels } from './search-models';
import { SortMenu } from './sort-menu';

/** Marks navigations that follow the search field, so that the field does not follow them back. */
const TYPED = 'typed';
/** Browsers bound how often a page may change its URL. */
const URL_FOLLOWS_MS = 200;

/** Where the panel covers the list instead of standing beside it; as in the styles. */
const COVERED = '(max-width: 1199.98px)';

/** All models, searched, filtered and sorted; one of them in a panel beside the list. The URL says all of it. */
@Component({
  selector: 'app-models',
  imports: [
    EmptyNotice,
    FailureNotice,
    FilterBar,
    Icon,
    MatButton,
    MatFormField,
    MatInput,
    MatPrefix,
    MatSuffix,
    ModelTable,
    RouterOutlet,
    SortMenu,
  ],
  templateUrl: './models.html',
  styleUrl: './models.scss',
  host: { '(document:keydown)': 'onKeyDown($event)', '[class.with-panel]': 'panel() !== undefined' },
})
export class Models {
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly searchField = viewChild.required<ElementRef<HTMLInputElement>>('searchField');
  private readonly table = viewChild(ModelTable);

  protected readonly list = inject(Catalogue).list;
  protected readonly all = computed(() => (this.list.hasValue() ? this.list.value().models : []));
  private readonly index = computed(() => indexModels(this.all()));

  private readonly inUrl = toSignal(this.route.queryParamMap.pipe(map(parseQuery)), { requireSync: true });
  /** What the search field says; the URL follows a moment later. */
  protected readonly text = signal(this.inUrl().text);
  protected readonly query = computed<ModelQuery>(() => ({ ...this.inUrl(), text: this.text() }));
  private readonly sort = computed(() => this.inUrl().sort);
  // Sorted apart from what is typed, so that a keystroke only looks through the list.
  private readonly sorted = computed(() => sortModels(this.index(), this.sort()));
  protected readonly models = computed(() => filterModels(this.sorted(), this.query()));

  protected readonly panel = signal<ModelPanel | undefined>(undefined);
  protected readonly selectedId = computed(() => this.panel()?.id());
  /** Where focus goes back to when the panel closes. */
  private lastSelectedId: string | undefined;

  protected readonly providerCount = computed(() => new Set(this.models().flatMap(({ providers }) => providers)).size);
  protected readonly origin = computed(() => {
    if (!this.list.hasValue()) return '';
    const { source, sourceDate } = this.list.value();
    const name = URL.canParse(source) ? new URL(source).host : source;
    return `Facts and list prices: ${name}, ${formatDate(sourceDate)}.`;
  });
  protected readonly demo = computed(() => this.list.hasValue() && this.list.value().demo);

  private readonly isNarrow = toSignal(
    inject(BreakpointObserver)
      .observe(COVERED)
      .pipe(map(({ matches }) => matches)),
  );
  /** What the panel covers is out of reach for the keyboard, too. */
  protected readonly covered = computed(() => this.panel() !== undefined && this.isNarrow());

  private typing: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.typing));
    this.router.events
      .pipe(
        filter((event) => event instanceof NavigationEnd),
        takeUntilDestroyed(),
      )
      .subscribe(() => {
        if (this.router.lastSuccessfulNavigation()?.extras.info !== TYPED) this.text.set(this.inUrl().text);
      });
  }

  protected search(text: string): void {
    this.text.set(text);
    this.table()?.scrollToTop();
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.navigate(this.query(), { replaceUrl: true, info: TYPED }), URL_FOLLOWS_MS);
  }

  protected change(query: ModelQuery): void {
    clearTimeout(this.typing);
    this.text.set(query.text);
    this.table()?.scrollToTop();
    this.navigate(query);
  }

  protected clear(): void {
    this.change(withoutFilters(this.query()));
    this.searchField().nativeElement.focus();
  }

  protected opened(panel: unknown): void {
    if (!(panel instanceof ModelPanel)) return;
    this.panel.set(panel);
    // On the first page nobody has asked for focus to move.
    if (document.activeElement !== document.body) panel.focusWhenRendered();
  }

  protected closed(): void {
    this.lastSelectedId = this.selectedId();
    this.panel.set(undefined);
    if (this.lastSelectedId !== undefined) this.table()?.focusRow(this.lastSelectedId);
  }

  /** Shows another model in the panel that is open, as ↑ and ↓ walk the list. */
  protected select(id: string): void {
    if (this.panel() === undefined) return;
    void this.router.navigate(['/models', ...id.split('/')], { queryParamsHandling: 'preserve', replaceUrl: true });
  }

  protected close(): void {
    void this.router.navigate(['/models'], { queryParams: { view: null }, queryParamsHandling: 'merge' });
  }

  protected focusList(event: Event): void {
    event.preventDefault();
    this.table()?.focusFirst();
  }

  protected onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && this.panel()) this.close();
    if (event.key === 'ArrowDown') this.walk(event, 1);
    if (event.key === 'ArrowUp') this.walk(event, -1);
    if (event.key === '/' && !(event.target as HTMLElement).closest('input, textarea, dialog')) {
      event.preventDefault();
      this.searchField().nativeElement.focus();
    }
  }

  /** From the panel's title, too, ↑ and ↓ walk the list. */
  private walk(event: Event, step: 1 | -1): void {
    if (!this.panel()?.hasTitleFocus()) return;
    event.preventDefault();
    const models = this.models();
    const next = models[models.findIndex(({ id }) => id === this.selectedId()) + step];
    if (next) this.select(next.id);
  }

  private navigate(query: ModelQuery, extras: { replaceUrl?: boolean; info?: string } = {}): void {
    const relativeTo = this.route.firstChild ?? this.route;
    void this.router.navigate([], {
      relativeTo,
      queryParams: toParams(query),
      queryParamsHandling: 'merge',
      ...extras,
    });
  }
}
