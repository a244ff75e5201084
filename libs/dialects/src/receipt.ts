/** What became of one thing the client sent, in the client's own terms. What is not listed was carried as it stood. */
export interface ReceiptLine {
  /** JSON path in the client's body, e.g. `messages[0].content[1].image_url.detail`. */
  readonly path: string;
  readonly outcome: 'mapped' | 'approximated' | 'dropped';
  /** One plain sentence for `approximated` and `dropped`: what the target takes instead. */
  readonly why?: string;
}

/** Everything a translation changed, approximated or could not carry. */
export type Receipt = readonly ReceiptLine[];
