import { Component, computed, input, output } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { type ModelSummaryDto } from '@nuvra/api-client';
import { Icon } from '../icon/icon';
import { openFilters, setFilters } from './filters';
import { type ModelQuery } from './model-query';

/** The filters that are set, each to be taken away, and after them those that can be added. */
@Component({
  selector: 'app-filter-bar',
  imports: [Icon, MatMenu, MatMenuItem, MatMenuTrigger],
  templateUrl: './filter-bar.html',
  styleUrl: './filter-bar.scss',
  host: { role: 'group', 'aria-label': 'Filters' },
})
export class FilterBar {
  readonly models = input.required<readonly ModelSummaryDto[]>();
  readonly query = input.required<ModelQuery>();
  readonly queryChange = output<ModelQuery>();
  readonly clear = output();

  protected readonly set = computed(() => setFilters(this.query()));
  protected readonly open = computed(() => openFilters(this.models(), this.query()));
}
