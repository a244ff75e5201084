import { asList, asObject, type JsonObject, type ReceiptBook, type Sentence } from '@nuvra/dialects';
import { changed } from './adapt-request';
import { type Adaptation } from './provider';

/* Steps of adaptations that look into the messages, or tell the model something, of OpenAI's chat dialect. */

/** A message as the provider takes it; the one given where there is nothing to change. `path` is where it stands. */
export type MessageChange = (message: JsonObject, path: string, book: ReceiptBook) => JsonObject;

/** Changes messages one by one. */
export function eachMessage(change: MessageChange): Adaptation {
  return (body, book) => {
    const messages = asList(body['messages']);
    const made = messages.map((message, index) => {
      const object = asObject(message);
      return object ? change(object, `messages[${index}]`, book) : message;
    });
    return made.every((message, index) => message === messages[index]) ? body : { ...body, messages: made };
  };
}

/** The system ranks as high where there is no developer. */
export const developerAsSystem: Adaptation = eachMessage((message, path, book) => {
  if (message['role'] !== 'developer') return message;
  book.mapped(`${path}.role`);
  return { ...message, role: 'system' };
});

/** The assistant's reasoning under the provider's name for it, where clients say `reasoning_content`. */
export function reasoningAs(name: string): Adaptation {
  return eachMessage((message, path, book) => {
    const { reasoning_content: reasoning, ...rest } = message;
    if (typeof reasoning !== 'string') return message;
    book.mapped(`${path}.reasoning_content`);
    return { [name]: reasoning, ...rest };
  });
}

/**
 * A text of reasoning with every message that calls tools, where the provider refuses one without: a turn of another vendor's has perhaps
 * none to tell.
 */
export const reasoningBesideCalls: Adaptation = eachMessage((message) => {
  if (asList(message['tool_calls']).length === 0 || typeof message['reasoning_content'] === 'string') return message;
  const details = asList(message['reasoning_details']).map((detail) => asObject(detail)?.['text']);
  const told = details.filter((text) => typeof text === 'string');
  return { ...message, reasoning_content: message['reasoning'] ?? told.join('') };
});

/** Takes out fields of messages that the provider refuses. */
export function withoutMessageFields(names: readonly string[], why: Sentence): Adaptation {
  return eachMessage((message, path, book) => {
    const present = names.filter((name) => message[name] !== undefined);
    if (present.length === 0) return message;
    const kept = { ...message };
    for (const name of present) {
      if (message[name] !== null) book.dropped(`${path}.${name}`, why);
      delete kept[name];
    }
    return kept;
  });
}

const INSTRUCTION = 'Answer with JSON alone, which must match this JSON schema: ';

/**
 * For providers that have JSON but no schemas: JSON is asked for, and the schema is told in a system message of its own, which such
 * modes want anyway (a model that is not told to write JSON may write white space without end).
 */
export const schemaAsInstruction: Adaptation = changed('response_format', (format, body) => {
  const form = asObject(asObject(format)?.['json_schema']);
  if (asObject(format)?.['type'] !== 'json_schema' || form === undefined) return undefined;
  const instruction = `${INSTRUCTION}${JSON.stringify(form['schema'] ?? {})}`;
  return {
    fields: {
      response_format: { type: 'json_object' },
      messages: [{ role: 'system', content: instruction }, ...asList(body['messages'])],
    },
    why: 'The provider promises JSON but no schema: the model is told the schema in a system message.',
  };
});

/** The schema in a system message that {@link schemaAsInstruction} wrote; undefined for any other text. */
export function schemaInInstruction(text: string): JsonObject | undefined {
  return text.startsWith(INSTRUCTION) ? asObject(JSON.parse(text.slice(INSTRUCTION.length))) : undefined;
}
