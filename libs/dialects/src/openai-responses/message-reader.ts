import { type JsonObject } from '../call';
import { type ReplyEvent } from '../events';
import { asCount, asList, asObject } from '../json';
import { readAnnotation } from './annotations';
import { extra, extrasIn } from './extra-events';
import { type ItemReader, Pieces } from './item-reader';
import { readLogprobs } from './logprobs';
import { OWN } from './own';

const KNOWN = ['type', 'role', 'content', 'status'];
const KNOWN_OF_TEXT = ['type', 'text', 'annotations', 'logprobs'];

/** What has been said of one part. */
interface Part {
  readonly text: Pieces;
  annotations: number;
  hasLogprobs: boolean;
  isEnded: boolean;
}

/** Reads a `message`: texts, with their sources and log probabilities, and refusals. */
export class MessageReader implements ItemReader {
  private readonly parts = new Map<number, Part>();
  private isBegun = false;
  private hasSaid = false;

  constructor(private readonly path: string) {}

  read(event: JsonObject): ReplyEvent[] {
    const index = asCount(event['content_index']) ?? 0;
    switch (event['type']) {
      case 'response.output_item.added':
        return this.begin(asObject(event['item']) ?? {});
      case 'response.output_text.delta':
        return [
          ...this.sayText(this.part(index).text.add(event['delta'])),
          ...this.sayLogprobs(index, event['logprobs']),
        ];
      case 'response.output_text.done':
        return [
          ...this.sayText(this.part(index).text.rest(event['text'])),
          ...this.sayLogprobsOnce(index, event['logprobs']),
        ];
      case 'response.output_text.annotation.added':
        this.part(index).annotations++;
        return cite(event['annotation']);
      case 'response.refusal.delta':
        return this.refuse(this.part(index).text.add(event['delta']));
      case 'response.refusal.done':
        return this.refuse(this.part(index).text.rest(event['refusal']));
      case 'response.content_part.done':
        return this.completePart(index, asObject(event['part']) ?? {});
      default:
        return [];
    }
  }

  settle(): ReplyEvent[] {
    return [];
  }

  /** A message that says nothing in words is told whole, for this dialect alone. */
  complete(item: JsonObject): ReplyEvent[] {
    const said = asList(item['content']).flatMap((part, index) => this.completePart(index, asObject(part) ?? {}));
    if (!this.hasSaid) return [{ type: 'native', choice: 0, dialect: OWN, value: item }];
    const status = item['status'] ?? 'completed';
    return [...this.begin(item), ...said, ...(status === 'completed' ? [] : [extra(`${this.path}.status`, status)])];
  }

  private begin(item: JsonObject): ReplyEvent[] {
    if (this.isBegun) return [];
    this.isBegun = true;
    return extrasIn(item, this.path, KNOWN);
  }

  private completePart(index: number, told: JsonObject): ReplyEvent[] {
    const part = this.part(index);
    if (part.isEnded) return [];
    switch (told['type']) {
      case 'output_text':
        return this.completeText(index, told);
      case 'refusal':
        part.isEnded = true;
        return this.refuse(part.text.rest(told['refusal']));
      default:
        part.isEnded = true;
        return [extra(`${this.path}.content[${index}]`, told)];
    }
  }

  private completeText(index: number, told: JsonObject): ReplyEvent[] {
    const part = this.part(index);
    part.isEnded = true;
    return [
      ...this.sayText(part.text.rest(told['text'])),
      ...asList(told['annotations']).slice(part.annotations).flatMap(cite),
      ...this.sayLogprobsOnce(index, told['logprobs']),
      ...extrasIn(told, `${this.path}.content[${index}]`, KNOWN_OF_TEXT),
      ...(part.text.isEmpty ? [] : [{ type: 'text-end' as const, choice: 0 }]),
    ];
  }

  private part(index: number): Part {
    let part = this.parts.get(index);
    if (part === undefined) {
      part = { text: new Pieces(), annotations: 0, hasLogprobs: false, isEnded: false };
      this.parts.set(index, part);
    }
    return part;
  }

  private sayText(text: string): ReplyEvent[] {
    return this.say('text-delta', text);
  }

  private refuse(text: string): ReplyEvent[] {
    return this.say('refusal-delta', text);
  }

  private say(type: 'text-delta' | 'refusal-delta', text: string): ReplyEvent[] {
    if (text === '') return [];
    this.hasSaid = true;
    return [{ type, choice: 0, text }];
  }

  /** The whole list, unless it came with the pieces. */
  private sayLogprobsOnce(index: number, value: unknown): ReplyEvent[] {
    return this.part(index).hasLogprobs ? [] : this.sayLogprobs(index, value);
  }

  private sayLogprobs(index: number, value: unknown): ReplyEvent[] {
    const tokens = readLogprobs(value);
    if (tokens.length === 0) return [];
    this.part(index).hasLogprobs = true;
    return [{ type: 'logprobs', choice: 0, tokens }];
  }
}

function cite(annotation: unknown): ReplyEvent[] {
  const value = asObject(annotation);
  return value === undefined ? [] : [{ type: 'citation', choice: 0, citation: readAnnotation(value) }];
}
