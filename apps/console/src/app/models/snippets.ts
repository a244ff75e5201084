export const LANGUAGES = ['curl', 'Python', 'TypeScript'] as const;
export type Language = (typeof LANGUAGES)[number];

interface Call {
  /** With `/v1` at its end. */
  readonly baseUrl: string;
  readonly model: string;
}

type Snippets = Readonly<Record<Language, (call: Call) => string>>;

const CHAT: Snippets = {
  curl: ({ baseUrl, model }) => `curl ${baseUrl}/chat/completions \\
  -H "Authorization: Bearer $NUVRA_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{
    "model": "${model}",
    "messages": [{ "role": "user", "content": "Hello!" }]
  }'`,
  Python: ({ baseUrl, model }) => `import os
from openai import OpenAI

client = OpenAI(
    base_url="${baseUrl}",
    api_key=os.environ["NUVRA_API_KEY"],
)

completion = client.chat.completions.create(
    model="${model}",
    messages=[{"role": "user", "content": "Hello!"}],
)
print(completion.choices[0].message.content)`,
  TypeScript: ({ baseUrl, model }) => `import OpenAI from 'openai';

const client = new OpenAI({
  baseURL: '${baseUrl}',
  apiKey: process.env.NUVRA_API_KEY,
});

const completion = await client.chat.completions.create({
  model: '${model}',
  messages: [{ role: 'user', content: 'Hello!' }],
});
console.log(completion.choices[0].message.content);`,
};

const EMBEDDING: Snippets = {
  curl: ({ baseUrl, model }) => `curl ${baseUrl}/embeddings \\
  -H "Authorization: Bearer $NUVRA_API_KEY" \\
  -H "Content-Type: application/json" \\
  -d '{ "model": "${model}", "input": "Hello!" }'`,
  Python: ({ baseUrl, model }) => `import os
from openai import OpenAI

client = OpenAI(
    base_url="${baseUrl}",
    api_key=os.environ["NUVRA_API_KEY"],
)

embedding = client.embeddings.create(model="${model}", input="Hello!")
print(len(embedding.data[0].embedding))`,
  TypeScript: ({ baseUrl, model }) => `import OpenAI from 'openai';

const client = new OpenAI({
  baseURL: '${baseUrl}',
  apiKey: process.env.NUVRA_API_KEY,
});

const embedding = await client.embeddings.create({ model: '${model}', input: 'Hello!' });
console.log(embedding.data[0].embedding.length);`,
};

const BY_KIND: Readonly<Record<string, Snippets>> = { chat: CHAT, embedding: EMBEDDING };

/** Code that calls a model as it is pasted; undefined for kinds of models that the gateway has no API for. */
export function snippet(kind: string, language: Language, call: Call): string | undefined {
  return BY_KIND[kind]?.[language](call);
}
