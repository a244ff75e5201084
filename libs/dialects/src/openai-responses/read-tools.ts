import { type Tool } from '../call';
import { type Fields, wrongType } from '../fields';
import { isObject } from '../json';
import { OWN } from './own';

/** Reads a tool: functions are the client's to execute; all others are the vendor's, or of a form that is OpenAI's alone. */
export function readTool(tool: Fields): Tool {
  const { path, raw } = tool;
  const type = tool.required('type', tool.string('type'));
  if (type !== 'function') {
    const name = typeof raw['name'] === 'string' ? raw['name'] : type;
    return { type: 'native', path, dialect: OWN, name, value: raw };
  }
  const name = tool.required('name', tool.string('name'));
  const description = tool.string('description');
  const parameters = tool.any('parameters');
  if (parameters !== undefined && !isObject(parameters)) throw wrongType(tool.pathOf('parameters'), 'an object');
  const strict = tool.boolean('strict');
  return tool.close({
    type: 'function',
    path,
    name,
    ...(description !== undefined && { description }),
    ...(parameters !== undefined && { parameters }),
    ...(strict !== undefined && { strict }),
  });
}
