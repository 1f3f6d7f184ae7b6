/** Chinese words of the country's map. */
export const country = {
  'country.map': '各省{name}，方向键逐格移动',
  'country.table': '以表格查看',
} as const;
