import { createHash } from 'node:crypto';
import { type DataSource } from 'typeorm';
import { type Catalog } from './file/catalog';

/**
 * Brings the database up to a catalogue: models and endpoints are added or updated, what is no longer listed is marked so, and a price that
 * changed becomes a new version. One transaction; instances that start together take turns, and the later ones find nothing to do.
 * @returns whether anything was imported; the same catalogue twice is not
 */
export async function importCatalog(dataSource: DataSource, catalog: Catalog): Promise<boolean> {
  const digest = createHash('sha256').update(JSON.stringify(catalog)).digest('hex');
  return dataSource.transaction(async (manager) => {
    await manager.query(`SELECT pg_advisory_xact_lock(hashtext('catalog import'))`);
    const [last] = await manager.query<{ digest: string }[]>(
      'SELECT digest FROM catalog_imports ORDER BY imported_at DESC LIMIT 1',
    );
    if (last?.digest === digest) return false;

    const [models, endpoints] = [modelRows(catalog), endpointRows(catalog)].map((rows) => JSON.stringify(rows));
    await manager.query(IMPORT_MODELS, [models]);
    await manager.query(IMPORT_ENDPOINTS, [endpoints]);
    await manager.query(IMPORT_PRICES, [endpoints]);
    await manager.query(
      `INSERT INTO catalog_imports (id, digest, source, source_date, models) VALUES (gen_random_uuid(), $1, $2, $3, $4)`,
      [digest, catalog.source, catalog.date, catalog.models.length],
    );
    await manager.query(`NOTIFY catalog`);
    return true;
  });
}

function modelRows({ models, source }: Catalog): object[] {
  return models.map(({ id, author, name, aliases, endpoints: _, ...facts }) => ({
    id,
    author,
    name,
    aliases,
    facts,
    source,
  }));
}

function endpointRows({ models, source, date }: Catalog): object[] {
  return models.flatMap((model) =>
    model.endpoints.map(
      ({ provider, upstreamModel, dialect, status, contextTokens, maxOutputTokens, price }, position) => ({
        model_id: model.id,
        provider,
        upstream_model: upstreamModel,
        position,
        dialect,
        status,
        context_tokens: contextTokens,
        max_output_tokens: maxOutputTokens,
        components: price?.components ?? [],
        price_source: price?.source ?? source,
        price_date: price?.date ?? date,
      }),
    ),
  );
}

const IMPORT_MODELS = `
  WITH imported AS (
    SELECT * FROM jsonb_to_recordset($1) AS m (id text, author text, name text, aliases text[], facts jsonb, source text)
  ), gone AS (
    UPDATE models SET listed = false WHERE listed AND id NOT IN (SELECT id FROM imported)
  )
  INSERT INTO models (id, author, name, aliases, facts, source, listed)
  SELECT id, author, name, aliases, facts, source, true FROM imported
  ON CONFLICT (id) DO UPDATE SET author = excluded.author, name = excluded.name, aliases = excluded.aliases,
    facts = excluded.facts, source = excluded.source, listed = true`;

const ENDPOINT_COLUMNS = `(model_id text, provider text, upstream_model text, position integer, dialect text, status text, context_tokens integer,
  max_output_tokens integer, components jsonb, price_source text, price_date date)`;

const IMPORT_ENDPOINTS = `
  WITH imported AS (SELECT * FROM jsonb_to_recordset($1) AS e ${ENDPOINT_COLUMNS}), gone AS (
    UPDATE model_endpoints SET listed = false
    WHERE listed AND (model_id, provider, upstream_model) NOT IN (SELECT model_id, provider, upstream_model FROM imported)
  )
  INSERT INTO model_endpoints (id, model_id, provider, upstream_model, position, dialect, status, context_tokens, max_output_tokens, listed)
  SELECT gen_random_uuid(), model_id, provider, upstream_model, position, dialect, status, context_tokens, max_output_tokens, true FROM imported
  ON CONFLICT (model_id, provider, upstream_model) DO UPDATE SET position = excluded.position, dialect = excluded.dialect, status = excluded.status,
    context_tokens = excluded.context_tokens, max_output_tokens = excluded.max_output_tokens, listed = true`;

// An endpoint that loses its price gets a version without components; one that never had a price gets none.
const IMPORT_PRICES = `
  INSERT INTO prices (id, endpoint_id, version, components, source, source_date, effective_from)
  SELECT gen_random_uuid(), e.id, coalesce(latest.version, 0) + 1, imported.components, imported.price_source, imported.price_date, now()
  FROM jsonb_to_recordset($1) AS imported ${ENDPOINT_COLUMNS}
  JOIN model_endpoints e USING (model_id, provider, upstream_model)
  LEFT JOIN LATERAL (
    SELECT version, components FROM prices WHERE endpoint_id = e.id ORDER BY version DESC LIMIT 1
  ) latest ON true
  WHERE imported.components IS DISTINCT FROM coalesce(latest.components, '[]')`;
