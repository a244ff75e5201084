import { type Routes } from '@angular/router';
import { ModelPanel } from './model-panel';
import { Models } from './models';

const routes: Routes = [
  {
    path: '',
    component: Models,
    title: 'Models · Nuvra',
    children: [{ path: ':author/:slug', component: ModelPanel, title: ({ params }) => `${params['slug']} · Nuvra` }],
  },
];
export default routes;
