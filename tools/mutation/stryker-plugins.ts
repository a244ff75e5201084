import { declareClassPlugin, declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { type Ignorer } from '@stryker-mutator/api/ignore';
import { SpecRunner } from './spec-runner.ts';

/** Sentences of receipts and errors are prose: specs hold that they are there, not how they are worded. */
const SENTENCE = /^[A-Z'].* .*\.$/s;

interface Literal {
  readonly node: {
    readonly type: string;
    readonly value?: unknown;
    readonly quasis?: readonly { value: { raw: string } }[];
  };
}

const sentences: Ignorer = {
  shouldIgnore(path) {
    const { node } = path as Literal;
    const text = node.type === 'StringLiteral' ? node.value : node.quasis?.map(({ value }) => value.raw).join('…');
    return typeof text === 'string' && SENTENCE.test(text) ? 'A sentence for people' : undefined;
  },
};

export const strykerPlugins = [
  declareClassPlugin(PluginKind.TestRunner, 'specs', SpecRunner),
  declareValuePlugin(PluginKind.Ignore, 'sentences', sentences),
];
