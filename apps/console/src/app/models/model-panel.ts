import {
  afterNextRender,
  Component,
  computed,
  type ElementRef,
  inject,
  Injector,
  input,
  viewChild,
} from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatTab, MatTabContent, MatTabGroup } from '@angular/material/tabs';
import { MatTooltip } from '@angular/material/tooltip';
import { Router } from '@angular/router';
import { CatalogService } from '@nuvra/api-client';
import { CopyButton } from '../copy/copy-button';
import { Icon } from '../icon/icon';
import { EmptyNotice } from '../notices/empty-notice';
import { failureOf } from '../notices/failure';
import { FailureNotice } from '../notices/failure-notice';
import { Catalogue } from './catalogue';
import { ModelAbout } from './model-about';
import { ModelCode } from './model-code';
import { ModelEndpoints } from './model-endpoints';
import { ModelPrices } from './model-prices';

/** The tabs, as the URL calls them. */
const VIEWS = ['endpoints', 'prices', 'code', 'about'];

/** One model: who serves it, what it costs, and the code that calls it. */
@Component({
  selector: 'app-model-panel',
  imports: [
    CopyButton,
    EmptyNotice,
    FailureNotice,
    Icon,
    MatButton,
    MatIconButton,
    MatTab,
    MatTabContent,
    MatTabGroup,
    MatTooltip,
    ModelAbout,
    ModelCode,
    ModelEndpoints,
    ModelPrices,
  ],
  templateUrl: './model-panel.html',
  styleUrl: './model-panel.scss',
  host: { role: 'complementary', 'aria-labelledby': 'model-name' },
})
export class ModelPanel {
  /** From the path. */
  readonly author = input.required<string>();
  readonly slug = input.required<string>();
  /** From the query: which tab. */
  readonly view = input<string>();

  private readonly api = inject(CatalogService);
  private readonly router = inject(Router);
  private readonly injector = inject(Injector);
  private readonly list = inject(Catalogue).list;
  private readonly title = viewChild.required<ElementRef<HTMLElement>>('title');

  readonly id = computed(() => `${this.author()}/${this.slug()}`);
  protected readonly model = rxResource({
    params: () => ({ author: this.author(), slug: this.slug() }),
    stream: ({ params }) => this.api.catalogGet(params),
  });
  /** What the list knows already, so that the head is there at once. */
  private readonly summary = computed(() =>
    this.list.hasValue() ? this.list.value().models.find(({ id }) => id === this.id()) : undefined,
  );
  protected readonly known = computed(() => (this.model.hasValue() ? this.model.value() : this.summary()));
  protected readonly notFound = computed(() => {
    const error = this.model.error();
    return error !== undefined && failureOf(error).status === 404;
  });
  protected readonly viewIndex = computed(() => Math.max(0, VIEWS.indexOf(this.view() ?? '')));

  focusWhenRendered(): void {
    afterNextRender(() => this.title().nativeElement.focus({ preventScroll: true }), { injector: this.injector });
  }

  /** Whether the keyboard's focus is where it comes to when the panel opens. */
  hasTitleFocus(): boolean {
    return document.activeElement === this.title().nativeElement;
  }

  protected show(index: number): void {
    const view = index === 0 ? null : VIEWS[index];
    if ((view ?? undefined) === this.view()) return;
    void this.router.navigate(['/models', this.author(), this.slug()], {
      queryParams: { view },
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }

  protected close(): void {
    void this.router.navigate(['/models'], { queryParams: { view: null }, queryParamsHandling: 'merge' });
  }
}
