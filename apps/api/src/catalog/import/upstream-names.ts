import { authorSlug, familyAuthor } from './authors';
import { SOURCES } from './sources';

/** Whose model an upstream name means, and the spellings under which the author or OpenRouter may know it, likeliest first. */
export interface UpstreamName {
  readonly author: string;
  readonly slugs: readonly [string, ...string[]];
}

/**
 * Reads a provider's own name for a model. Each provider has its habits:
 * - Together, Groq, Vertex's partner models: `Organization/Model`, as on Hugging Face;
 * - Fireworks: `accounts/fireworks/models/kimi-k3`, with `p` for the point in numbers (`glm-5p3`);
 *   its `routers` are floating names and fast lanes of its own, and stay models of Fireworks;
 * - Bedrock: region, author, name, version: `eu.anthropic.claude-opus-4-5-20251101-v1:0`;
 * - Vertex: `claude-opus-4-5@20251101`, `glm-5-maas`; Azure: bare names;
 * - precision and speed in the name (`-FP8`, `-Turbo`, `-tput`) say how the host runs the model, not which model it is.
 */
export function readUpstreamName(provider: string, upstreamModel: string): UpstreamName {
  const name = upstreamModel.toLowerCase();
  switch (provider) {
    case 'bedrock':
      return bedrockName(name);
    case 'fireworks':
      return fireworksName(name);
    case 'vertex':
      return byAuthor(
        provider,
        name
          .replace(/@default$/, '')
          .replace('@', '-')
          .replace(/-maas$/, ''),
      );
    case 'together':
      return byAuthor(provider, name.replace(/-(fp8|turbo|tput|lite)$/, '').replace('/meta-', '/'));
    case 'azure':
      if (name.startsWith('cohere-')) return { author: 'cohere', slugs: [name.slice('cohere-'.length)] };
      return byAuthor(provider, name.replace(/-fp8$/, ''));
    case 'mistral':
      // Mistral serves Z.ai's models as `zai-glm-5-3`.
      return byAuthor(provider, name.replace(/^zai-/, ''));
    default:
      return byAuthor(provider, name);
  }
}

function byAuthor(provider: string, name: string): UpstreamName {
  const slash = name.indexOf('/');
  if (slash > 0) return { author: authorSlug(name.slice(0, slash)), slugs: [name.slice(slash + 1)] };
  const home = SOURCES.find((source) => source.provider === provider)?.home;
  return { author: familyAuthor(name) ?? home ?? provider, slugs: [name] };
}

function bedrockName(name: string): UpstreamName {
  const [author = '', ...rest] = name.replace(/^(us-gov|us|eu|apac|au|jp|ca|in|global)\./, '').split('.');
  const model = `${author === 'deepseek' ? 'deepseek-' : ''}${rest.join('.')}`;
  const slug = model.replace(/:\d+$/, '');
  // A bare number at the end is a version only before a colon (`gpt-oss-120b-1:0`), else part of the name (`claude-fable-5-1`).
  const unversioned = model.replace(/(-v?\d+:\d+|-v1)$/, '');
  return { author: authorSlug(author), slugs: [slug, unversioned] };
}

function fireworksName(name: string): UpstreamName {
  const slug = name.slice(name.lastIndexOf('/') + 1).replace(/(\d)p(\d)/g, '$1.$2');
  const author = name.includes('/routers/') ? undefined : familyAuthor(slug);
  return { author: author ?? 'fireworks', slugs: [slug] };
}
