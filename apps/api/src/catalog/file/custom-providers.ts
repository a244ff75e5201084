import {
  CUSTOM_DIALECTS,
  type CustomDialect,
  customProvider,
  PASS_THROUGH_OPERATIONS,
  type PassThroughOperation,
} from '@nuvra/providers';
import { type CallableProvider } from '../callable-provider';
import { type Fields } from './fields';

/** Looks up a variable of the environment. */
export type VariableLookup = (name: string) => string | undefined;

const PROVIDER_ID = /^[a-z][a-z0-9-]*$/;
/** RFC 9110, section 5.6.2, in lower case. */
const HEADER_NAME = /^[a-z0-9!#$%&'*+.^_`|~-]+$/;
/** Those that our connections make themselves. */
const OUR_HEADERS = ['accept-encoding', 'connection', 'content-length', 'content-type', 'host', 'transfer-encoding'];

/**
 * Reads one of the operator's own providers:
 * `{ "id": "in-house", "name": "Our vLLM", "baseUrl": "http://10.0.0.5:8000/v1", "apiKeyVariable": "IN_HOUSE_API_KEY" }`.
 * Private addresses are as good as any: the operator wrote them. What is faulty is written to the entry's list.
 * @param taken ids that mean other providers
 */
export function readCustomProvider(
  entry: Fields,
  taken: ReadonlySet<string>,
  variable: VariableLookup,
): CallableProvider {
  entry.only([
    'id',
    'name',
    'baseUrl',
    'apiKey',
    'apiKeyVariable',
    'headers',
    'dialects',
    'operations',
    'unsupportedFields',
    'inlineMediaOnly',
  ]);
  const id = readId(entry, taken);
  const baseUrl = readBaseUrl(entry);
  const dialects = entry.optionalChoices<CustomDialect>('dialects', CUSTOM_DIALECTS);
  const [first, ...others] = dialects ?? [];
  if (dialects !== undefined && first === undefined) entry.fault('dialects', 'must not be empty');
  const provider = customProvider({
    id,
    name: entry.optionalText('name') ?? id,
    baseUrl,
    headers: readHeaders(entry),
    dialects: first && [first, ...others],
    operations: entry.optionalChoices<PassThroughOperation>('operations', PASS_THROUGH_OPERATIONS),
    unsupportedFields: entry.optionalTexts('unsupportedFields'),
    inlineMediaOnly: entry.optionalFlag('inlineMediaOnly'),
  });
  return { provider, baseUrl, ...readKey(entry, variable) };
}

function readId(entry: Fields, taken: ReadonlySet<string>): string {
  const id = entry.text('id');
  if (id !== '' && !PROVIDER_ID.test(id)) entry.fault('id', `"${id}" must be lower case, such as in-house`);
  if (taken.has(id)) entry.fault('id', `"${id}" is the id of a provider that Nuvra knows; take another`);
  return id;
}

function readBaseUrl(entry: Fields): string {
  const text = entry.text('baseUrl');
  if (text === '') return text;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) entry.fault('baseUrl', 'must be an http or https URL');
  else if (url.username !== '' || url.password !== '')
    entry.fault('baseUrl', 'must hold no credential; write an apiKey');
  else if (url.search !== '' || url.hash !== '') entry.fault('baseUrl', 'must end with its path');
  return text.replace(/\/+$/, '');
}

/** The key itself or the variable that holds it; neither for an endpoint that asks for none. */
function readKey(entry: Fields, variable: VariableLookup): Pick<CallableProvider, 'apiKey' | 'keyAt'> {
  const name = entry.optionalText('apiKeyVariable');
  const written = entry.optionalText('apiKey');
  if (name === undefined) return { apiKey: written, keyAt: `${entry.at('apiKey')} in catalog.overrides.json` };
  if (written !== undefined) entry.fault('apiKeyVariable', 'stands beside an apiKey; write one of them');
  const apiKey = variable(name);
  if (apiKey === undefined) entry.fault('apiKeyVariable', `${name} is not set in the environment`);
  return { apiKey, keyAt: name };
}

function readHeaders(entry: Fields): Record<string, string> | undefined {
  const headers = entry.optionalFields('headers');
  const read = (headers?.keys() ?? []).map((key) => {
    const name = key.toLowerCase();
    const value = headers?.text(key) ?? '';
    if (!HEADER_NAME.test(name)) headers?.fault(key, 'is not a name of a header');
    else if (OUR_HEADERS.includes(name)) headers?.fault(key, 'is a header that Nuvra writes itself');
    // RFC 9110, section 5.5: anything else would end the header.
    if (!/^[\t\x20-\x7e]*$/.test(value)) headers?.fault(key, 'must be plain text');
    return [name, value] as const;
  });
  return headers && Object.fromEntries(read);
}
