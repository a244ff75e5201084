import { type DialectId, type JsonObject, pathOfElement, pathOfField } from '@nuvra/dialects';
import { AppError } from '../errors/app-error';

/*
 * Things that a vendor keeps under an id (responses, files, containers, caches) belong to the account that calls it, and all tenants of this
 * gateway share that account: whoever knows an id would reach what is another's. No such id is ever issued to a client, since
 * nothing is stored for one, so that every id is foreign and refused before any call. docs/decisions/0013.
 */

/** Fields that hold such ids wherever they stand, in any dialect: a vendor that grows a part with a `file_id` is covered. */
const ID_FIELDS: ReadonlySet<string> = new Set([
  // https://developers.openai.com/api/reference/resources/responses/methods/create
  ...['previous_response_id', 'comparison_response_id', 'file_id', 'file_ids', 'vector_store_ids', 'container'],
  ...['container_id', 'skill_id', 'tunnel_id'],
  // https://platform.claude.com/docs/en/api/messages/create
  ...['previous_message_id', 'user_profile_id'],
  // https://ai.google.dev/api/generate-content, in both of the spellings that it takes
  ...['cachedContent', 'cached_content', 'fileSearchStoreNames', 'file_search_store_names'],
]);

/** A word too common to mean it but at the top of the body. */
const TOP_FIELDS = ['conversation'] as const;

/** Fields that hold where media can be fetched: also where Gemini keeps the files of its account. */
const URI_FIELDS: ReadonlySet<string> = new Set(['url', 'image_url', 'file_url', 'fileUri', 'file_uri']);

/** What clients fill as they like: a schema may describe a `file_id` of their own. */
const FREE_FIELDS: ReadonlySet<string> = new Set([
  ...['parameters', 'input_schema', 'schema', 'json_schema', 'metadata', 'client_metadata', 'input_examples'],
  ...[
    'arguments',
    'args',
    'response',
    'parametersJsonSchema',
    'responseSchema',
    'response_schema',
    'responseJsonSchema',
  ],
]);

/**
 * Refuses a body that names something kept at a vendor's.
 * @throws {AppError} `not_found` naming the field; `invalid_request` for `background`, which needs the vendor to keep the reply
 */
export function refuseVendorObjects(dialect: DialectId, body: JsonObject): void {
  if (typeof body['thread'] === 'object' && body['thread'] !== null) {
    // Anthropic's SDK runs tools over a thread, and by this code goes on without one: `ThreadState` of @anthropic-ai/sdk 1.12.
    throw new AppError('thread_unsupported_request', 'This gateway keeps no threads: send the whole conversation.', {
      param: 'thread',
    });
  }
  const top = TOP_FIELDS.find((key) => namesOne(key, body[key], body));
  const foreign =
    (top && [top]) ?? findIn(body) ?? (dialect === 'openai-responses' ? findInResponses(body) : undefined);
  if (foreign) {
    const param = foreign.reduce<string>(
      (path, step) => (typeof step === 'number' ? pathOfElement(path, step) : pathOfField(path, step)),
      '',
    );
    throw new AppError(
      'not_found',
      `'${param}' names something that a vendor keeps. This gateway has nothing kept and issues no such ids: send the content itself.`,
      { param },
    );
  }
  if (dialect === 'openai-responses' && body['background'] === true) {
    throw new AppError('invalid_request', 'This gateway keeps no replies to be fetched later: use "stream" instead.', {
      param: 'background',
    });
  }
}

type Steps = readonly (string | number)[];

function findIn(value: unknown): Steps | undefined {
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) {
      const found = findIn(element);
      if (found) return [index, ...found];
    }
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const owner = value as JsonObject;
  for (const key in owner) {
    if (FREE_FIELDS.has(key) || (key === 'input' && isToolUse(owner))) continue;
    const field = owner[key];
    if (ID_FIELDS.has(key) && namesOne(key, field, owner)) return [key];
    if (URI_FIELDS.has(key) && typeof field === 'string' && isKeptFile(field)) return [key];
    const found = findIn(field);
    if (found) return [key, ...found];
  }
  return undefined;
}

/** Anthropic's calls of tools hold what the model wrote as an object. */
function isToolUse({ type }: JsonObject): boolean {
  return typeof type === 'string' && type.endsWith('tool_use');
}

function namesOne(key: string, value: unknown, owner: JsonObject): boolean {
  // Skills that everybody has: https://platform.claude.com/docs/en/agents-and-tools/agent-skills/overview
  if (key === 'skill_id' && owner['type'] === 'anthropic') return false;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Boolean((value as JsonObject)['id']);
  return typeof value === 'string' && value !== '';
}

/** OpenAI's prompts that are kept under an id, and items that say nothing but theirs. */
function findInResponses({ prompt, input }: JsonObject): Steps | undefined {
  if (typeof prompt === 'object' && (prompt as JsonObject | null)?.['id']) return ['prompt', 'id'];
  if (!Array.isArray(input)) return undefined;
  const index = input.findIndex(isReference);
  return index < 0 ? undefined : ['input', index, 'id'];
}

const REFERENCE_FIELDS: readonly string[] = ['type', 'id', 'status'];

function isReference(item: unknown): boolean {
  if (typeof item !== 'object' || item === null || !(item as JsonObject)['id']) return false;
  return Object.entries(item).every(([key, value]) => REFERENCE_FIELDS.includes(key) || saysNothing(value));
}

function saysNothing(value: unknown): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Files of Gemini's account: https://ai.google.dev/api/files. Other addresses, YouTube's say, are anybody's. */
function isKeptFile(uri: string): boolean {
  if (uri === '' || /^data:/i.test(uri)) return false;
  if (/^(gs:|files\/)/i.test(uri)) return true;
  return URL.parse(uri)?.hostname.replace(/\.$/, '') === 'generativelanguage.googleapis.com';
}
