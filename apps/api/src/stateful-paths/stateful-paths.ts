/** Paths of the vendors' APIs that keep something, and what to do without them. */
export interface StatefulPaths {
  /** What is kept, for the API reference. */
  readonly what: string;
  /** Method and path of each, as Nest writes them. */
  readonly routes: readonly string[];
  /** Why not, and what instead: the message of the error. */
  readonly instead: string;
}

/**
 * What this gateway does not offer. Everything here belongs to the account whose key is used, and one account serves all organizations: what
 * one of them kept there would be within the others' reach (docs/decisions/0013).
 */
export const STATEFUL_PATHS: readonly StatefulPaths[] = [
  {
    what: 'Responses that are kept',
    routes: [
      'GET v1/responses/:id',
      'DELETE v1/responses/:id',
      'POST v1/responses/:id/cancel',
      'GET v1/responses/:id/input_items',
      'POST v1/responses/compact',
    ],
    instead:
      'Responses are not kept here: keep the conversation yourself and send it whole with each request. With "include": ["reasoning.encrypted_content"] the model’s reasoning comes along.',
  },
  {
    what: 'Conversations',
    routes: [
      'POST v1/conversations',
      'GET v1/conversations/:id',
      'POST v1/conversations/:id',
      'DELETE v1/conversations/:id',
      'GET v1/conversations/:id/*path',
      'POST v1/conversations/:id/*path',
      'DELETE v1/conversations/:id/*path',
    ],
    instead: 'Conversations are not kept here: send the whole conversation as "input" with each request.',
  },
  {
    what: 'Files',
    routes: [
      'POST v1/files',
      'GET v1/files',
      'GET v1/files/*path',
      'DELETE v1/files/*path',
      'POST v1/uploads',
      'POST v1/uploads/*path',
      'GET v1beta/files',
      'GET v1beta/files/*path',
      'DELETE v1beta/files/*path',
      'POST upload/v1beta/files',
      'POST upload/v1/files',
    ],
    instead:
      'Files are not kept here: send a file’s bytes within the request that needs it, or its public https URL where the format has one.',
  },
  {
    what: 'Batches',
    routes: [
      'POST v1/batches',
      'GET v1/batches',
      'GET v1/batches/:id',
      'POST v1/batches/:id/cancel',
      'POST v1/messages/batches',
      'GET v1/messages/batches',
      'GET v1/messages/batches/:id',
      'DELETE v1/messages/batches/:id',
      'POST v1/messages/batches/:id/cancel',
      'GET v1/messages/batches/:id/results',
      'POST v1beta/models/*model\\:batchGenerateContent',
      'GET v1beta/batches/*path',
    ],
    instead: 'Batches are not offered here: send the requests one by one, several at a time.',
  },
  {
    what: 'Cached contents',
    routes: [
      'POST v1beta/cachedContents',
      'GET v1beta/cachedContents',
      'GET v1beta/cachedContents/*path',
      'PATCH v1beta/cachedContents/*path',
      'DELETE v1beta/cachedContents/*path',
    ],
    instead:
      'Cached contents are not kept here: send the contents whole. What requests have in common at their beginning the vendor caches by itself.',
  },
  {
    what: 'Vector stores',
    routes: [
      'POST v1/vector_stores',
      'GET v1/vector_stores',
      'GET v1/vector_stores/*path',
      'POST v1/vector_stores/*path',
      'DELETE v1/vector_stores/*path',
      'GET v1beta/fileSearchStores',
      'POST v1beta/fileSearchStores',
      'GET v1beta/fileSearchStores/*path',
      'DELETE v1beta/fileSearchStores/*path',
    ],
    instead:
      'Vector stores are not kept here: make embeddings with POST /v1/embeddings, keep them in a database of yours, and send what you find there.',
  },
  {
    what: 'Assistants and threads',
    routes: [
      'POST v1/assistants',
      'GET v1/assistants',
      'GET v1/assistants/:id',
      'POST v1/assistants/:id',
      'DELETE v1/assistants/:id',
      'POST v1/threads',
      'GET v1/threads/*path',
      'POST v1/threads/*path',
      'DELETE v1/threads/*path',
    ],
    instead:
      'Assistants and threads are not kept here: use POST /v1/responses or POST /v1/chat/completions, and send the whole conversation with each request.',
  },
];
