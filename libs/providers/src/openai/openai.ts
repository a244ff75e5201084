import { openAiCompatible } from '../openai-compatible';

/** https://developers.openai.com/api/reference/resources/chat */
export const openai = openAiCompatible({
  id: 'openai',
  name: 'OpenAI',
  environmentPrefix: 'OPENAI',
  baseUrl: 'https://api.openai.com/v1',
  exampleModel: 'openai/gpt-5.4',
  passThroughPaths: {
    completions: '/completions',
    embeddings: '/embeddings',
    'images/generations': '/images/generations',
    'images/edits': '/images/edits',
    'audio/speech': '/audio/speech',
    'audio/transcriptions': '/audio/transcriptions',
    moderations: '/moderations',
  },
});
