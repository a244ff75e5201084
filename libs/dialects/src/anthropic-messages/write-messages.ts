import {
  type ContentBlockParam,
  type MessageParam,
  type TextBlockParam,
} from '@anthropic-ai/sdk/resources/messages/messages';
import { type Message } from '../call';
import { type ReceiptBook } from '../receipt';
import { writeAssistantPart, writeText, writeToolResult, writeUserPart } from './write-blocks';

export interface WrittenMessages {
  /** What stood before the conversation began. */
  readonly system: TextBlockParam[];
  readonly messages: MessageParam[];
}

type SystemMessage = Extract<Message, { role: 'system' | 'developer' }>;
type Turn =
  | { readonly role: 'user' | 'assistant'; readonly content: ContentBlockParam[] }
  | { readonly role: 'system'; readonly content: TextBlockParam[] };

/**
 * Writes a conversation as Anthropic wants it: instructions first and apart, then turns of user and assistant.
 * @param systemTurns whether the model takes instructions between turns as well
 */
export function writeMessages(
  messages: readonly Message[],
  systemTurns: boolean,
  receipt: ReceiptBook,
): WrittenMessages {
  const system: TextBlockParam[] = [];
  const conversation = new Conversation(systemTurns, receipt);
  const begin = messages.findIndex((message) => !isSystem(message));
  // Without any turn there is nothing to answer: then the last instruction is what the user says.
  const leading = begin < 0 ? messages.length - 1 : begin;
  for (const [index, message] of messages.entries()) {
    if (isSystem(message) && index < leading) system.push(...writeSystem(message, receipt));
    else conversation.add(message);
  }
  return { system, messages: conversation.end() };
}

function isSystem(message: Message): message is SystemMessage {
  return message.role === 'system' || message.role === 'developer';
}

function writeSystem(message: SystemMessage, receipt: ReceiptBook): TextBlockParam[] {
  return message.parts.flatMap((part) => writeText(part, receipt));
}

/** Builds the turns: neighbours of one role become one turn, tool results lead their turn. */
class Conversation {
  private readonly turns: Turn[] = [];
  /** Instructions that wait for the end of the user's turn. */
  private waiting: { blocks: TextBlockParam[]; path: string; overtaken: boolean }[] = [];

  constructor(
    private readonly systemTurns: boolean,
    private readonly receipt: ReceiptBook,
  ) {}

  add(message: Message): void {
    switch (message.role) {
      case 'system':
      case 'developer':
        return this.instruct(message);
      case 'user':
        this.dropName(message.name, message.path);
        return this.addUser(message.parts.flatMap((part) => writeUserPart(part, this.receipt)));
      case 'tool':
        return this.addUser(message.parts.map((part) => writeToolResult(part, this.receipt)));
      case 'assistant':
        this.dropName(message.name, message.path);
        return this.addAssistant(message.parts.flatMap((part) => writeAssistantPart(part, this.receipt)));
    }
  }

  end(): MessageParam[] {
    this.settleInstructions();
    return this.turns;
  }

  private instruct(message: SystemMessage): void {
    const blocks = writeSystem(message, this.receipt);
    if (blocks.length === 0) return;
    const instruction = { blocks, path: message.path, overtaken: false };
    if (this.systemTurns) this.waiting.push(instruction);
    else this.fold(instruction);
  }

  private addUser(blocks: ContentBlockParam[]): void {
    if (blocks.length === 0) return;
    for (const instruction of this.waiting) instruction.overtaken = true;
    this.append('user', blocks);
  }

  private addAssistant(blocks: ContentBlockParam[]): void {
    if (blocks.length === 0) return;
    this.settleInstructions();
    this.append('assistant', blocks);
  }

  /**
   * A system turn must follow a user's and precede an assistant's or end the conversation.
   * Source: https://platform.claude.com/docs/en/build-with-claude/mid-conversation-system-messages
   */
  private settleInstructions(): void {
    const { waiting } = this;
    this.waiting = [];
    if (this.turns.at(-1)?.role !== 'user') {
      for (const instruction of waiting) this.fold(instruction);
      return;
    }
    for (const { path, overtaken } of waiting) {
      if (overtaken)
        this.receipt.approximated(path, "Placed behind the user's turn, where Anthropic takes instructions");
    }
    if (waiting.length > 0) this.turns.push({ role: 'system', content: waiting.flatMap(({ blocks }) => blocks) });
  }

  /** Where no system turn can stand, its place in the conversation counts for more than its rank. */
  private fold({ blocks, path }: { blocks: TextBlockParam[]; path: string }): void {
    this.receipt.approximated(
      path,
      "Marked as a system instruction inside the user's turn: no system turn can stand here",
    );
    this.append(
      'user',
      blocks.map(({ text }) => ({ type: 'text', text: `<system>\n${text}\n</system>` })),
    );
  }

  private append(role: 'user' | 'assistant', blocks: ContentBlockParam[]): void {
    const last = this.turns.at(-1);
    if (last?.role !== role) {
      this.turns.push({ role, content: blocks });
      return;
    }
    // Anthropic refuses a turn in which a tool's result comes after anything else.
    const results = last.content.findIndex((block) => block.type !== 'tool_result');
    const leads = blocks.every((block) => block.type === 'tool_result');
    last.content.splice(leads && results >= 0 ? results : last.content.length, 0, ...blocks);
  }

  private dropName(name: string | undefined, path: string): void {
    if (name) this.receipt.dropped(`${path}.name`, 'Anthropic has no names for participants');
  }
}
