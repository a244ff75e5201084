import { type Routes } from '@angular/router';

export const routes: Routes = [
  { path: '', pathMatch: 'full', redirectTo: 'models' },
  { path: 'models', loadChildren: () => import('./models/models.routes') },
  { path: '**', title: 'Page not found · Nuvra', loadComponent: () => import('./shell/not-found') },
];
