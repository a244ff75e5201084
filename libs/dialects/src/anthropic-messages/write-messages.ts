import { type TextBlockParam } from '@anthropic-ai/sdk/resources/messages/messages';
import { type CacheControl, type Message } from '../call';
import { type ReceiptBook } from '../receipt';
import { writeCacheControl } from './cache-control';
import { type BlockParam, type Draft, type Turn } from './draft';
import { writeAssistantPart, writeText, writeToolResult, writeUserPart } from './write-blocks';

export interface WrittenMessages {
  /** What stood before the conversation began. */
  readonly system: TextBlockParam[];
  readonly messages: Turn[];
}

type SystemMessage = Extract<Message, { role: 'system' | 'developer' }>;
type BlockTurn = Turn & { readonly content: BlockParam[] };

/** Writes a conversation as Anthropic wants it: instructions first and apart, then turns of user and assistant. */
export function writeMessages(draft: Draft): WrittenMessages {
  const { messages } = draft.call;
  const system: TextBlockParam[] = [];
  const conversation = new Conversation(draft);
  const begin = messages.findIndex((message) => !isSystem(message));
  // Without any turn there is nothing to answer: then the last instruction is what the user says.
  const leading = begin < 0 ? messages.length - 1 : begin;
  for (const [index, message] of messages.entries()) {
    if (isSystem(message) && index < leading) system.push(...writeSystem(message, draft.book));
    else conversation.add(message);
  }
  return { system, messages: conversation.end() };
}

function isSystem(message: Message): message is SystemMessage {
  return message.role === 'system' || message.role === 'developer';
}

function writeSystem(message: SystemMessage, book: ReceiptBook): TextBlockParam[] {
  return marked(
    message.parts.flatMap((part) => writeText(part, book)),
    message.cacheControl,
  );
}

/** The mark of a whole message stands on its last block. */
function marked<Block extends BlockParam>(blocks: Block[], mark: CacheControl | undefined): Block[] {
  const last = blocks.at(-1);
  return mark === undefined || last === undefined
    ? blocks
    : [...blocks.slice(0, -1), { ...last, ...writeCacheControl(mark) }];
}

/** Builds the turns: neighbours of one role become one turn, tool results lead their turn. */
class Conversation {
  private readonly turns: BlockTurn[] = [];
  /** Instructions that wait for the end of the user's turn. */
  private waiting: { blocks: TextBlockParam[]; path: string; overtaken: boolean }[] = [];
  /** Images and files of the model's, which only a user can show. */
  private shown: BlockParam[] = [];

  private readonly book: ReceiptBook;

  constructor(private readonly draft: Draft) {
    this.book = draft.book;
  }

  add(message: Message): void {
    const { role, path, cacheControl } = message;
    switch (role) {
      case 'system':
      case 'developer':
        return this.instruct(message);
      case 'user':
        this.dropName(message.name, path);
        return this.addUser(
          marked(
            message.parts.flatMap((part) => writeUserPart(part, this.book)),
            cacheControl,
          ),
        );
      case 'tool':
        return this.addUser(
          marked(
            message.parts.map((part) => writeToolResult(part, this.book)),
            cacheControl,
          ),
        );
      case 'assistant':
        this.dropName(message.name, path);
        return this.addAssistant(message);
    }
  }

  end(): Turn[] {
    this.addUser([]);
    this.settleInstructions();
    return this.turns;
  }

  private instruct(message: SystemMessage): void {
    const blocks = writeSystem(message, this.book);
    if (blocks.length === 0) return;
    const instruction = { blocks, path: message.path, overtaken: false };
    if (this.draft.traits.systemTurns) this.waiting.push(instruction);
    else this.fold(instruction);
  }

  private addUser(said: BlockParam[]): void {
    const { shown } = this;
    this.shown = [];
    if (shown.length + said.length === 0) return;
    for (const instruction of this.waiting) instruction.overtaken = true;
    this.append('user', shown);
    this.append('user', said);
  }

  private addAssistant({ parts, cacheControl }: Extract<Message, { role: 'assistant' }>): void {
    const blocks: BlockParam[] = [];
    for (const part of parts) {
      const written = writeAssistantPart(part, this.draft);
      const isMedia = part.type === 'image' || part.type === 'file';
      (isMedia ? this.shown : blocks).push(...written);
      if (isMedia && written.length > 0) {
        this.book.approximated(part.path, "Shown in the user's next turn: Anthropic takes no media from the model.");
      }
    }
    if (blocks.length === 0) return;
    this.settleInstructions();
    this.append('assistant', marked(blocks, cacheControl));
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
      if (overtaken) this.book.approximated(path, "Placed behind the user's turn, where Anthropic takes instructions.");
    }
    if (waiting.length > 0) this.turns.push({ role: 'system', content: waiting.flatMap(({ blocks }) => blocks) });
  }

  /** Where no system turn can stand, its place in the conversation counts for more than its rank. */
  private fold({ blocks, path }: { blocks: TextBlockParam[]; path: string }): void {
    this.book.approximated(
      path,
      "Marked as a system instruction inside the user's turn: no system turn can stand here.",
    );
    this.append(
      'user',
      blocks.map((block) => ({ ...block, text: `<system>\n${block.text}\n</system>` })),
    );
  }

  private append(role: 'user' | 'assistant', blocks: BlockParam[]): void {
    if (blocks.length === 0) return;
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
    if (name) this.book.dropped(`${path}.name`, 'Anthropic has no names for participants.');
  }
}
