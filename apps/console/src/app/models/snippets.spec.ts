import { LANGUAGES, snippet } from './snippets';

const CALL = { baseUrl: 'https://gateway.example/v1', model: 'acme/large-2' };

describe('snippet', () => {
  it.each(['chat', 'embedding'].flatMap((kind) => LANGUAGES.map((language) => [kind, language] as const)))(
    'calls this gateway with this model: %s in %s',
    (kind, language) => {
      const code = snippet(kind, language, CALL);
      expect(code).toContain(CALL.baseUrl);
      expect(code).toContain(CALL.model);
    },
  );

  it.each(['chat', 'embedding'])('pastes JSON that parses: %s', (kind) => {
    const [, body] = /-d '([^']*)'/s.exec(snippet(kind, 'curl', CALL) ?? '') ?? [];
    expect(JSON.parse(body ?? '')).toMatchObject({ model: CALL.model });
  });

  it('has no code for a kind that the gateway does not serve', () => {
    expect(snippet('video', 'curl', CALL)).toBeUndefined();
  });
});
