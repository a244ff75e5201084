import { type Call, type Extra, type JsonObject, type TextPart } from '../call';
import { InvalidRequest } from '../dialect';
import { Fields, wrongType } from '../fields';
import { readStreamOptions } from '../openai-chat/read-request';
import { at, READERS, readSettings } from '../openai-chat/read-settings';

/**
 * Reads a body of `POST /v1/completions`. What a chat cannot do (`suffix`, `echo`, `best_of`) is kept for the receipt.
 * @throws {InvalidRequest} naming the field at fault
 */
export function readPrompt(body: JsonObject): Call {
  const extras: Extra[] = [];
  const fields = Fields.of(body, '', extras);
  const model = fields.required('model', fields.string('model'));
  const stream = fields.boolean('stream') ?? false;
  const prompt = readText(fields);
  readStreamOptions(fields);
  readWhatIsNothing(fields);
  return fields.close({
    dialect: 'openai-chat',
    isPrompt: true,
    model,
    stream,
    messages: [{ role: 'user', path: 'prompt', parts: [prompt] }],
    tools: [],
    ...readSettings(fields, {
      ...READERS,
      // The number of likeliest tokens to name: with none, still the probability of each that was chosen.
      logprobs: (from) => at(from, 'logprobs', () => (from.number('logprobs') === undefined ? undefined : true)),
      topLogprobs: (from) => at(from, 'logprobs', () => from.number('logprobs') || undefined),
    }),
    extras,
  });
}

/** One text. Tokens mean nothing to the model of another vendor, and several prompts would need a call each. */
function readText(body: Fields): TextPart {
  const prompt = body.required('prompt', body.any('prompt'));
  if (typeof prompt === 'string') return { type: 'text', path: 'prompt', text: prompt };
  if (!Array.isArray(prompt)) throw wrongType('prompt', 'a string or an array with one string');
  const [text, ...others] = prompt as unknown[];
  if (typeof text === 'number' || Array.isArray(text)) {
    throw new InvalidRequest("'prompt' must be text: token arrays cannot be used here.", 'prompt', 'invalid_type');
  }
  if (typeof text !== 'string') throw wrongType('prompt', 'a string or an array with one string');
  if (others.length > 0) {
    const message = "'prompt' must hold one text: send each of several prompts in a request of its own.";
    throw new InvalidRequest(message, 'prompt', 'invalid_value');
  }
  return { type: 'text', path: 'prompt[0]', text };
}

/** Fields that ask for no more than any chat does: the first of as many completions as are wanted, and nothing around the text. */
function readWhatIsNothing(body: Fields): void {
  if (body.raw['echo'] === false) body.any('echo');
  if (body.raw['suffix'] === '') body.any('suffix');
  if (body.raw['best_of'] === (body.raw['n'] ?? 1)) body.any('best_of');
}
