import { type GroundingChunk, type GroundingMetadata, type GroundingSupport } from '@google/genai';
import { type Citation } from '../call';

/** Gathers the sources of one choice's text. Gemini's own citations are kept as they came, beside the events (`extra`). */
export class GroundingWriter {
  private text = '';
  /** Where the block of text that is being said begins. */
  private blockStart = 0;
  private readonly chunks: GroundingChunk[] = [];
  private readonly chunkIndexes = new Map<string, number>();
  private readonly supports: GroundingSupport[] = [];

  addText(text: string): void {
    this.text += text;
  }

  endBlock(): void {
    this.blockStart = this.text.length;
  }

  addCitation(citation: Citation): void {
    if (citation.native?.dialect === 'gemini') return;
    const index = this.indexOf(citation);
    const { startIndex, endIndex } = citation;
    if (startIndex === undefined || endIndex === undefined) return;
    const start = this.blockStart + startIndex;
    const end = this.blockStart + endIndex;
    const text = this.text.slice(start, end);
    const startByte = Buffer.byteLength(this.text.slice(0, start));
    this.supports.push({
      segment: { ...(startByte > 0 && { startIndex: startByte }), endIndex: startByte + Buffer.byteLength(text), text },
      groundingChunkIndices: [index],
    });
  }

  metadata(): GroundingMetadata | undefined {
    if (this.chunks.length === 0) return undefined;
    return { groundingChunks: this.chunks, ...(this.supports.length > 0 && { groundingSupports: this.supports }) };
  }

  /** Each source stands once. One without an address is a document that was put in. */
  private indexOf({ url, title, citedText }: Citation): number {
    const named = title !== undefined && { title };
    const chunk: GroundingChunk =
      url === undefined
        ? { retrievedContext: { ...named, ...(citedText !== undefined && { text: citedText }) } }
        : { web: { uri: url, ...named } };
    const key = JSON.stringify(chunk);
    const known = this.chunkIndexes.get(key);
    if (known !== undefined) return known;
    this.chunkIndexes.set(key, this.chunks.length);
    return this.chunks.push(chunk) - 1;
  }
}
