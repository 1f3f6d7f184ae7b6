/** Chinese words of what a search box offers. */
export const suggest = {
  'suggest.list': '检索建议',
  'suggest.count': '{n} 条建议，用上下键选择',
  'suggest.titles': '资源',
  'suggest.publishers': '发布机构',
  'suggest.places': '地区',
  'suggest.themes': '主题领域',
} as const;
