import { type ResponseFunctionToolCallItem } from 'openai/resources/responses/responses';
import { type Emit, type OpenItem } from './emit';

/** Writes a call of a function. Several may be open at once: who calls in parallel may tell the arguments in turns. */
export class CallWriter implements OpenItem {
  constructor(
    private readonly item: ResponseFunctionToolCallItem,
    readonly outputIndex: number,
    private readonly emit: Emit,
  ) {}

  argue(delta: string): string {
    this.item.arguments += delta;
    return this.emit({ type: 'response.function_call_arguments.delta', ...this.place, delta });
  }

  close(isCut: boolean): string {
    this.item.status = isCut ? 'incomplete' : 'completed';
    return this.emit({
      type: 'response.function_call_arguments.done',
      ...this.place,
      arguments: this.item.arguments,
    });
  }

  private get place(): { item_id: string; output_index: number } {
    return { item_id: this.item.id, output_index: this.outputIndex };
  }
}
