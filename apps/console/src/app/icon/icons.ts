import arrowDown from 'lucide-static/icons/arrow-down.svg';
import arrowLeft from 'lucide-static/icons/arrow-left.svg';
import arrowUp from 'lucide-static/icons/arrow-up.svg';
import arrowUpDown from 'lucide-static/icons/arrow-up-down.svg';
import audioLines from 'lucide-static/icons/audio-lines.svg';
import bookOpen from 'lucide-static/icons/book-open.svg';
import boxes from 'lucide-static/icons/boxes.svg';
import braces from 'lucide-static/icons/braces.svg';
import brain from 'lucide-static/icons/brain.svg';
import check from 'lucide-static/icons/check.svg';
import chevronDown from 'lucide-static/icons/chevron-down.svg';
import circleAlert from 'lucide-static/icons/circle-alert.svg';
import circleCheck from 'lucide-static/icons/circle-check.svg';
import circleMinus from 'lucide-static/icons/circle-minus.svg';
import copy from 'lucide-static/icons/copy.svg';
import flaskConical from 'lucide-static/icons/flask-conical.svg';
import image from 'lucide-static/icons/image.svg';
import menu from 'lucide-static/icons/menu.svg';
import monitor from 'lucide-static/icons/monitor.svg';
import moon from 'lucide-static/icons/moon.svg';
import plus from 'lucide-static/icons/plus.svg';
import rotateCw from 'lucide-static/icons/rotate-cw.svg';
import search from 'lucide-static/icons/search.svg';
import searchX from 'lucide-static/icons/search-x.svg';
import sun from 'lucide-static/icons/sun.svg';
import wrench from 'lucide-static/icons/wrench.svg';
import x from 'lucide-static/icons/x.svg';

/** The icons that the console draws, by name. Only these are in the bundle. */
export const ICONS = {
  'arrow-down': arrowDown,
  'arrow-left': arrowLeft,
  'arrow-up': arrowUp,
  'arrow-up-down': arrowUpDown,
  'audio-lines': audioLines,
  'book-open': bookOpen,
  boxes,
  braces,
  brain,
  check,
  'chevron-down': chevronDown,
  'circle-alert': circleAlert,
  'circle-check': circleCheck,
  'circle-minus': circleMinus,
  copy,
  'flask-conical': flaskConical,
  image,
  menu,
  monitor,
  moon,
  plus,
  'rotate-cw': rotateCw,
  search,
  'search-x': searchX,
  sun,
  wrench,
  x,
} as const;

export type IconName = keyof typeof ICONS;
