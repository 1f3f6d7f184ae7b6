/** Chinese words of the page of values that were not understood. */
export const unknowns = {
  'unknowns.title': '未能理解的取值',
  'unknowns.lead': '来源写了、汇目的代码表里却没有的说法。补上对应的代码，重放后即可生效。',
  'unknowns.source': '来源',
  'unknowns.choose': '选择来源',
  'unknowns.field': '字段',
  'unknowns.value': '来源原值',
  'unknowns.entries': '条目',
  'unknowns.propose': '补词',
  'unknowns.filter': '按取值筛选',
  'unknowns.all': '全部字段',
  'unknowns.none': '没有未能理解的取值。',
  'unknowns.count': '{distinct} 种取值，查看了 {entries} 条目录',
  'unknowns.truncated': '取值过多，未全部计入。',
  'unknowns.how': '把这几行写进一个文件，以 HUIMU_WORDS 指向它，再运行 huimu replay --dry-run 查看会变什么。',
  'unknowns.code': '代码',
  'unknowns.copy': '复制',
} as const;
