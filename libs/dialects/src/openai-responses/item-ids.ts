/*
 * Ids of the items that we write, made from our id of the response, so that they are the same in every reading of it. OpenAI wants
 * its own prefixes and at most 64 characters where an item comes back as input.
 */

/** What an id begins with, by type of item. */
const PREFIXES = { message: 'msg', function_call: 'fc', reasoning: 'rs_nv', image_generation_call: 'ig' } as const;

/** The id of the item in this place of the output. */
export function itemIdOf(type: keyof typeof PREFIXES, responseId: string, outputIndex: number): string {
  const response = responseId.replace(/^resp_/, '').slice(-40);
  return `${PREFIXES[type]}_${response}_${outputIndex}`;
}

/** Whether an item of reasoning is one that we wrote for a vendor of another dialect: OpenAI does not know it. */
export function isOurReasoningId(id: string): boolean {
  return id.startsWith(`${PREFIXES.reasoning}_`);
}
