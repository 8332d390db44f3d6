package io.rutter.deploy.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of the route table.
 *
 * @param path with placeholders such as {@code {container}}
 * @param parameters of its query that mean something
 * @param body what it takes: empty for none, {@code tar}, or the name of a JSON body
 */
record Endpoint(String method, String path, List<String> parameters, String body) {
    /** {@code METHOD[*weight] path [parameter,parameter] [=body]}. What is {@code -other} may be removed or renamed. */
    private static final String TABLE = """
            GET /_ping
            HEAD /_ping
            GET /version
            GET /info
            GET /system/df type
            POST /auth =auth
            GET*2 /events since,until,filters
            GET /rutter/v1/events from,follow,kind,id,actor
            GET /rutter/v1/snapshot kind,id
            GET /rutter/v1/why/{container}
            GET /rutter/v1/history/{container}
            GET /rutter/v1/rerun/{container}
            POST*16 /containers/create name,platform =container
            GET*3 /containers/json all,limit,size,filters
            GET*2 /containers/{container}/json size
            GET /containers/{container}/top ps_args
            GET*2 /containers/{container}/logs follow,stdout,stderr,since,until,timestamps,tail
            GET /containers/{container}/changes
            GET /containers/{container}/export
            GET /containers/{container}/stats stream,one-shot
            POST /containers/{container}/resize h,w
            POST /containers/{container}/start detachKeys
            POST /containers/{container}/stop signal
            POST /containers/{container}/restart signal
            POST*2 /containers/{container}/kill signal
            POST*4 /containers/{container}/update =update
            POST*2 /containers/{container-other}/rename name
            POST /containers/{container}/pause
            POST /containers/{container}/unpause
            POST*2 /containers/{container}/attach detachKeys,logs,stream,stdin,stdout,stderr
            GET /containers/{container}/attach/ws detachKeys,logs,stream
            POST /containers/{container}/wait condition
            DELETE*2 /containers/{container-other} v,force,link
            HEAD /containers/{container}/archive path
            GET /containers/{container}/archive path
            PUT*3 /containers/{container}/archive path,noOverwriteDirNonDir,copyUIDGID =tar
            POST /containers/prune filters
            POST*4 /containers/{container}/exec =exec
            POST*2 /exec/{exec}/start =start
            POST /exec/{exec}/resize h,w
            GET /exec/{exec}/json
            GET /containers/{container}/checkpoints dir
            GET*2 /images/json all,filters,shared-size,digests,manifests
            POST*2 /images/create fromImage,fromSrc,repo,tag,message,changes,platform =tar
            POST*2 /images/load quiet,platform =tar
            GET /images/get names
            GET /images/{image}/json platform,manifests
            GET /images/{image}/history platform
            GET /images/{image}/get platform
            POST /images/{image}/push tag
            POST*2 /images/{image}/tag repo,tag
            DELETE*2 /images/{image-other} force,noprune
            GET /images/search term,limit,filters
            POST /images/prune filters
            POST*2 /commit container,repo,tag,comment,author,pause,changes =commit
            POST*3 /build dockerfile,t,extrahosts,remote,q,nocache,cachefrom,pull,rm,forcerm,memory,memswap,cpushares,buildargs,shmsize,labels,networkmode,platform,target,outputs,version =tar
            POST /build/prune all,filters
            POST /build/cancel id
            GET*2 /networks filters
            GET /networks/{network} verbose,scope
            POST*5 /networks/create =network
            POST*3 /networks/{network}/connect =connect
            POST*2 /networks/{network}/disconnect =disconnect
            DELETE /networks/{network-other}
            POST /networks/prune filters
            GET*2 /volumes filters
            POST*5 /volumes/create =volume
            GET /volumes/{volume}
            PUT /volumes/{volume} version =volume
            DELETE /volumes/{volume-other} force
            POST /volumes/prune filters
            GET /swarm
            POST*2 /swarm/init =init
            POST /swarm/join =join
            POST*2 /swarm/update version,rotateWorkerToken,rotateManagerToken,rotateManagerUnlockKey =swarm
            GET /swarm/unlockkey
            POST /swarm/unlock =unlock
            GET /nodes filters
            GET /nodes/{node}
            DELETE /nodes/{node-other} force
            POST*2 /nodes/{node}/update version =node
            GET*2 /services filters,status
            POST*6 /services/create =service
            GET /services/{service} insertDefaults
            POST*4 /services/{service}/update version,registryAuthFrom,rollback =service
            DELETE /services/{service-other}
            GET /services/{service}/logs details,follow,stdout,stderr,since,timestamps,tail
            GET*2 /tasks filters
            GET /tasks/{task}
            GET /tasks/{task}/logs stdout,follow,tail
            GET /secrets filters
            POST*3 /secrets/create =secret
            GET /secrets/{secret}
            POST /secrets/{secret}/update version =secret
            DELETE /secrets/{secret-other}
            GET /configs filters
            POST*3 /configs/create =secret
            GET /configs/{config}
            POST /configs/{config}/update version =secret
            DELETE /configs/{config-other}
            GET /distribution/{image}/json
            GET /plugins filters
            POST /session
            GET /{container}/{network}
            """;

    /** Every endpoint, the heavier ones more than once. */
    static List<Endpoint> all() {
        List<Endpoint> all = new ArrayList<>();
        for (String line : TABLE.strip().split("\n")) {
            String[] words = line.split(" ");
            String[] method = words[0].split("\\*");
            int weight = method.length == 1 ? 1 : Integer.parseInt(method[1]);
            String last = words[words.length - 1];
            String body = last.startsWith("=") ? last.substring(1) : "";
            List<String> parameters =
                    words.length > 2 && !words[2].startsWith("=") ? List.of(words[2].split(",")) : List.of();
            for (int i = 0; i < weight; i++) {
                all.add(new Endpoint(method[0], words[1], parameters, body));
            }
        }
        return all;
    }

    /** A refusal of these may come after work was begun, which the log tells, as dockerd's events do. */
    boolean mayFailHalfway() {
        return path.endsWith("/start") || path.endsWith("/restart") || path.equals("/build") || path.equals("/commit");
    }
}
