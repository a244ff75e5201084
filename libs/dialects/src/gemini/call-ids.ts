import { type AssistantPart, type ReasoningState } from '../call';
import { type Fields } from '../fields';
import { keysOf } from '../json-path';

/**
 * The ids of function calls. Gemini's clients may leave them out, and then tell by name and order which call a response answers; every
 * other dialect needs them. An id made here says where its call stands, so that the same conversation has the same ids in each request.
 */
export class CallIds {
  /** Calls of the latest turn that are not answered yet. */
  private open: { readonly id: string; readonly name: string }[] = [];
  /** The functions called, by id. */
  private readonly names = new Map<string, string>();
  private readonly states = new Map<string, ReasoningState>();

  /** A turn of the model begins: what earlier ones called is settled. */
  beginTurn(): void {
    this.open = [];
  }

  /** The id of a call that told none. */
  ofCall(part: Fields, name: string): string {
    const id = idAt(part);
    this.note(id, name);
    return id;
  }

  /** Notes a call by its id. */
  note(id: string, name: string): void {
    this.open.push({ id, name });
    this.names.set(id, name);
  }

  /** The function that was called under an id. */
  nameOf(id: string): string | undefined {
    return this.names.get(id);
  }

  /** The id of the call that a response answers. */
  ofResponse(part: Fields, name: string, told: string | undefined): string {
    const at = this.open.findIndex((call) => (told === undefined ? call.name === name : call.id === told));
    const [answered] = at < 0 ? [] : this.open.splice(at, 1);
    return told ?? answered?.id ?? idAt(part);
  }

  /** A state that rides on the call with this id, though it came in another part. */
  carryState(id: string, state: ReasoningState): void {
    this.states.set(id, state);
  }

  /** The part with the state that was carried for it. */
  withState(part: AssistantPart): AssistantPart {
    if (part.type !== 'tool-call' || part.state) return part;
    const state = this.states.get(part.id);
    return state ? { ...part, state } : part;
  }
}

/** `call_3_0` for `contents[3].parts[0]`. */
function idAt({ path }: Fields): string {
  return ['call', ...keysOf(path).filter((key) => typeof key === 'number')].join('_');
}
