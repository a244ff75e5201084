export { asCount, parseObject } from '../json';
