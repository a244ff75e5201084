import { fetch } from 'undici';
import { currentCatalog, refreshedCatalogPath } from '../catalog/current-catalog';
export async function run(): Promise<void> {
  void fetch;
  void currentCatalog;
  void refreshedCatalogPath;
}
