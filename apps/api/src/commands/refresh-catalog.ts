import { EnvHttpProxyAgent, request } from 'undici';
import { catalogPaths, sourceCatalog } from '../catalog/file/current-catalog';
import { writeCatalog } from '../catalog/file/catalog-file';
import { refreshedCatalog } from '../catalog/import/refresh';
import { formatReport } from '../catalog/import/report-text';
import { readConfig } from '../config/config';
import { prepareDataDirectory } from '../config/data-directory';
import { PROJECT_DIRECTORY, SHIPPED_CATALOG } from './project-paths';

/**
 * Reads model facts and prices anew and puts them into the data directory, where a running gateway takes them up within seconds. What is not
 * valid, or lacks more than a fifth of what there was, is refused and changes nothing; the catalogue before is kept beside the new one.
 */
export async function run(): Promise<void> {
  const { catalogUrl, outboundProxy, dataDirectory } = readConfig();
  const paths = catalogPaths(SHIPPED_CATALOG, prepareDataDirectory(PROJECT_DIRECTORY, dataDirectory).path);
  const text = await download(catalogUrl, outboundProxy);
  const date = new Date().toISOString().slice(0, 10);
  try {
    const { catalog, report } = refreshedCatalog({ text, date }, sourceCatalog(paths));
    writeCatalog(paths.refreshed, catalog, { keepAs: paths.previous });
    console.log(`${formatReport(report)}\nWritten to ${paths.refreshed}`);
  } catch (error) {
    throw new Error(`${catalogUrl} was not taken, the catalogue stays as it is: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

async function download(url: string, proxy: { https?: string; http?: string; except?: string }): Promise<string> {
  const dispatcher = new EnvHttpProxyAgent({
    httpsProxy: proxy.https ?? '',
    httpProxy: proxy.http ?? '',
    noProxy: proxy.except ?? '',
  });
  try {
    const { statusCode, body } = await request(url, { dispatcher, headersTimeout: 30_000, bodyTimeout: 30_000 });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`HTTP ${statusCode}`);
    return text;
  } catch (error) {
    throw new Error(`${url} cannot be read (${(error as Error).message}); the catalogue stays as it is.`, {
      cause: error,
    });
  } finally {
    await dispatcher.close();
  }
}
