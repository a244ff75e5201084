import { type AssistantPart, type Message, type ToolResultPart, type UserPart } from '../call';
import { InvalidRequest } from '../dialect';
import { type Fields } from '../fields';
import { CallIds } from './call-ids';
import { joinReasoning } from './join-reasoning';
import { readModelPart, readUserPart } from './read-parts';

/** Reads `systemInstruction`, of which the vendor takes texts alone. Its role says nothing: SDKs write `user` or `system`. */
export function readInstructions(body: Fields): Message[] {
  const instruction = body.fields('systemInstruction');
  if (!instruction) return [];
  instruction.any('role');
  const parts = instruction.objects('parts').map((part) => {
    const text = part.required('text', part.string('text'));
    return part.close({ type: 'text' as const, path: part.path, text });
  });
  return instruction.close([{ role: 'system', path: instruction.path, parts }]);
}

/** Reads the turns. */
export function readContents(contents: readonly Fields[]): Message[] {
  const reader = new ContentsReader();
  for (const content of contents) reader.read(content);
  return reader.finish();
}

type ModelTurn = Extract<Message, { role: 'assistant' }> & { readonly parts: AssistantPart[] };

class ContentsReader {
  private readonly messages: Message[] = [];
  private readonly ids = new CallIds();
  private openTurn: ModelTurn | undefined;

  read(content: Fields): void {
    const role = content.string('role') ?? 'user';
    switch (role) {
      case 'model':
        return this.readModel(content);
      // The vendor's older name for whoever gives back what functions returned.
      case 'function':
      case 'user':
        return this.readUser(content);
      default:
        throw new InvalidRequest(
          `'${content.pathOf('role')}' must be one of user, model; it is '${role}'.`,
          content.pathOf('role'),
          'invalid_value',
        );
    }
  }

  finish(): Message[] {
    return this.messages.map((message) => {
      if (message.role !== 'assistant') return message;
      return { ...message, parts: joinReasoning(message.parts).map((part) => this.ids.withState(part)) };
    });
  }

  /** Clients that stream keep each chunk as a content of its own: together they are one turn. */
  private readModel(content: Fields): void {
    if (!this.openTurn) this.ids.beginTurn();
    const parts = content.objects('parts').flatMap((part) => readModelPart(part, this.ids));
    content.close(undefined);
    if (this.openTurn && parts.length > 0) return void this.openTurn.parts.push(...parts);
    const turn: ModelTurn = { role: 'assistant', path: content.path, parts };
    this.messages.push(turn);
    this.openTurn = parts.length > 0 ? turn : undefined;
  }

  /** What functions returned, and what the user says, are messages of their own, in their order. */
  private readUser(content: Fields): void {
    this.openTurn = undefined;
    const { path } = content;
    const parts = content.objects('parts').map((part) => readUserPart(part, this.ids));
    content.close(undefined);
    if (parts.length === 0) this.messages.push({ role: 'user', path, parts: [] });
    let results: ToolResultPart[] | undefined;
    let said: UserPart[] | undefined;
    for (const part of parts) {
      if (part.type === 'tool-result') {
        said = undefined;
        if (!results) this.messages.push({ role: 'tool', path, parts: (results = []) });
        results.push(part);
      } else {
        results = undefined;
        if (!said) this.messages.push({ role: 'user', path, parts: (said = []) });
        said.push(part);
      }
    }
  }
}
