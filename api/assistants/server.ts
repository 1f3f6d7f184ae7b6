/** The tools as a server of the Model Context Protocol; how it is reached is its transport's. */
import { McpServer } from '@modelcontextprotocol/server';
import { INSTRUCTIONS, marked } from './marked.ts';
import { type Asking, Refused } from './tool.ts';
import { TOOLS } from './tools.ts';

export function assistantServer(asking: Asking, version: string): McpServer {
  const server = new McpServer(
    { name: 'huimu', title: '汇目 Huimu', version, websiteUrl: asking.base },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
  );
  for (const { name, title, description, input, output, run } of TOOLS) {
    server.registerTool(
      name,
      {
        title: `${title.zh} / ${title.en}`,
        description: `${description.zh} / ${description.en}`,
        inputSchema: input,
        outputSchema: output,
        annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
      },
      async (given: Record<string, unknown>) => {
        try {
          const answer = await run(given, asking);
          return { content: [{ type: 'text', text: marked(answer) }], structuredContent: answer };
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          return { isError: true, content: [{ type: 'text', text: error.message }] };
        }
      },
    );
  }
  return server;
}
