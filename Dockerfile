# 一个镜像，三种进程：huimu serve、huimu worker、huimu scheduler。One image for all processes of an installation.
#   docker build -t huimu:0.1.0 .
# Debian and not Alpine: segmentation (@node-rs/jieba) and Redis's packer (msgpackr) bring binaries, which are tried
# with glibc only.

FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The image has its Node 24: the one that the package brings for machines with an older one stays out.
RUN npm ci --omit=dev --ignore-scripts \
  && rm -rf node_modules/node-linux-* node_modules/node-bin-* node_modules/node-win-* node_modules/.bin

FROM node:24-slim AS built
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build

FROM node:24-slim
WORKDIR /app
COPY --from=packages /app/node_modules node_modules/
COPY --from=built /app/web/dist web/dist/
COPY --from=built /app/dist dist/
COPY package.json LICENSE ./
COPY adapters adapters/
COPY api api/
COPY config config/
COPY harvester harvester/
COPY notices notices/
COPY index index/
COPY normalizer normalizer/
# Nothing of /app is ever written; /data holds the catalogue where it is a file, else a lock and nothing more.
RUN chmod 755 api/cli/huimu.js && ln -s /app/api/cli/huimu.js /usr/local/bin/huimu \
  && mkdir /data && chown 1000:1000 /data
# The user `node`, by number, so that an orchestrator sees that it is not root.
USER 1000:1000
# Two allocator arenas are enough for its threads, and keep 30 MB less.
ENV NODE_ENV=production \
  MALLOC_ARENA_MAX=2 \
  HUIMU_HOST=0.0.0.0 \
  HUIMU_PORT=8080 \
  HUIMU_HEALTH_PORT=8080 \
  HUIMU_DATA=/data
VOLUME /data
EXPOSE 8080
# Whether the process lives; whether it can work is /readyz.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.HUIMU_HEALTH_PORT}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["huimu"]
CMD ["serve"]
